import { z } from "zod";
import { FAILURES, isFailureCode } from "../failures.ts";

const codes = Object.keys(FAILURES).filter(isFailureCode);

/** `application/problem+json` (RFC 9457); `requestId` is what a person can quote when asking for help. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(codes),
  requestId: z.string(),
  /** When the same request may succeed, for `too-soon` and outages. */
  retryAt: z.iso.datetime().optional(),
  /** Paths and reasons of invalid input, never the values. */
  faults: z.array(z.strictObject({ path: z.string(), reason: z.string() })).optional(),
});

export type Problem = z.infer<typeof problem>;
