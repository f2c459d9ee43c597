import { z } from "zod";
import { profile } from "./profile.ts";

/** `PUT /api/profile/work-phone`. Accepts spaces, `+47`, `0047`, foreign numbers and an extension. */
export const workPhoneRequest = z.strictObject({
  phone: z.string().min(1).max(64),
  systems: z.array(z.string().max(64)).min(1).max(50).optional(),
});
export type WorkPhoneRequest = z.infer<typeof workPhoneRequest>;

export const workPhoneOutcome = z.strictObject({
  systemId: z.string(),
  outcome: z.enum(["changed", "up-to-date", "read-only", "pending", "conflict", "failed", "person-not-held"]),
});
export type WorkPhoneOutcome = z.infer<typeof workPhoneOutcome>;

/** What happened per register, and the page as it is now. */
export const workPhoneResult = z.strictObject({ systems: z.array(workPhoneOutcome), profile });
export type WorkPhoneResult = z.infer<typeof workPhoneResult>;
