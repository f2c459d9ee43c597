import { z } from "zod";

/**
 * Every way in which a request can fail, and its HTTP status. The words for people are in the locale files under
 * `failure.<code>`; a code without words does not compile there.
 */
export const FAILURES = {
  "invalid-input": 400,
  "login-expired": 400,
  "login-rejected": 400,
  "not-a-navigation": 400,
  "no-session": 401,
  "session-idle": 401,
  "session-expired": 401,
  csrf: 403,
  "login-cancelled": 403,
  "login-level": 403,
  "login-no-national-id": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "refresh-in-progress": 409,
  "too-large": 413,
  "unsupported-media-type": 415,
  "too-soon": 429,
  internal: 500,
  "idporten-unavailable": 503,
  "store-unavailable": 503,
} as const;

export type FailureCode = keyof typeof FAILURES;

const codes = Object.keys(FAILURES).filter(isFailureCode);

/** Promises that the answer is a code of ours. */
export function isFailureCode(value: unknown): value is FailureCode {
  return typeof value === "string" && Object.hasOwn(FAILURES, value);
}

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
