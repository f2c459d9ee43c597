import { z } from "zod";
import { profile } from "./profile.ts";
import { channel } from "./values.ts";

/** `POST /api/profile/refresh`: all registers, or only those named (retry of what failed). */
export const refreshRequest = z.strictObject({
  systems: z.array(z.string().max(64)).min(1).max(50).optional(),
});
export type RefreshRequest = z.infer<typeof refreshRequest>;

export const fieldOutcome = z.enum([
  /** Another value was written, or a KRR value was removed (`after` is null). */
  "changed",
  /** The same value, now with kontaktregisteret as origin or a newer confirmation. */
  "confirmed",
  "up-to-date",
  "krr-has-nothing",
  /** KRR's value is older than 18 months and does not replace what somebody typed since. */
  "krr-expired",
  /** KRR's value cannot be read as a phone number or e-mail address. */
  "krr-invalid",
  "opted-out",
  "blocked",
  "read-only",
  /** The municipality looks up but does not copy (`KRR_MODE=verify-only`). */
  "verify-only",
  /** The register has died, moved-away or inactive persons under this id. */
  "not-active",
  "pending",
  /** Somebody else changed the person at the same time, twice. */
  "conflict",
  "failed",
]);
export type FieldOutcome = z.infer<typeof fieldOutcome>;

export const fieldResult = z.strictObject({
  field: channel,
  outcome: fieldOutcome,
  /** For reading; null = empty. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldResult = z.infer<typeof fieldResult>;

export const systemRefresh = z.discriminatedUnion("state", [
  z.strictObject({ systemId: z.string(), state: z.literal("done"), fields: z.array(fieldResult).min(1) }),
  /** The register did not answer, so nothing is known of what it holds; can be retried alone. */
  z.strictObject({ systemId: z.string(), state: z.literal("system-failed") }),
  z.strictObject({ systemId: z.string(), state: z.literal("krr-failed") }),
  z.strictObject({ systemId: z.string(), state: z.literal("krr-off") }),
  z.strictObject({ systemId: z.string(), state: z.literal("person-not-held") }),
]);
export type SystemRefresh = z.infer<typeof systemRefresh>;

/** What happened, per register and field, and the page as it is now. */
export const refreshResult = z.strictObject({ systems: z.array(systemRefresh), profile });
export type RefreshResult = z.infer<typeof refreshResult>;
