import { z } from "zod";
import { LANGUAGES } from "../languages.ts";
import { origin, systemKind, timestamp } from "./values.ts";

/** One contact register and how it answered just now. */
export const systemStatus = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: systemKind,
  answer: z.enum(["fresh", "stale", "unavailable"]),
  /** When the shown answer was given; for `unavailable` the last good answer, null when there was none. */
  asOf: timestamp.nullable(),
  /** Null while the register has not answered. */
  holdsPerson: z.boolean().nullable(),
});
export type SystemStatus = z.infer<typeof systemStatus>;

/** How one register holds a value. */
export const holding = z.strictObject({
  systemId: z.string(),
  origin,
  /** Newest of changed and confirmed by the citizen; null when the register does not tell. */
  confirmedAt: timestamp.nullable(),
  /** «Ikke oppdater fra KRR»: the register keeps this field by hand. */
  optedOut: z.boolean(),
});
export type Holding = z.infer<typeof holding>;

/** One value in normal form (E.164; e-mail trimmed and in lower case) and every register that holds it, however written. */
export const heldValue = z.strictObject({
  value: z.string(),
  /** For reading: `912 34 567`, `+46 70 123 45 67`. */
  display: z.string(),
  holdings: z.array(holding).min(1),
});
export type HeldValue = z.infer<typeof heldValue>;

/** A register that holds the person but not this field; `blocked` = empty on purpose, never filled by anyone but the register. */
export const gap = z.strictObject({ systemId: z.string(), reason: z.enum(["empty", "blocked"]) });
export type Gap = z.infer<typeof gap>;

/** What kontaktregisteret holds for one channel. */
export const krrChannel = z.discriminatedUnion("state", [
  /** KRR did not answer, is switched off, or does not know the person. */
  z.strictObject({ state: z.literal("not-known") }),
  z.strictObject({ state: z.literal("none") }),
  /**
   * KRR tells nothing, and that the person may not be notified: either there is nothing, or it withholds what has not
   * been confirmed for 18 months (national-registers A.9). The answer looks the same.
   */
  z.strictObject({ state: z.literal("withheld") }),
  /** KRR holds something that no message can be sent to; the citizen alone can put it right, and there. */
  z.strictObject({ state: z.literal("unusable"), display: z.string() }),
  z.strictObject({
    /** `ageing` from 16 months, `expired` from 18 (eForvaltningsforskriften § 32, counted per channel). */
    state: z.enum(["current", "ageing", "expired"]),
    value: z.string(),
    display: z.string(),
    confirmedAt: timestamp.nullable(),
    /** The same value is registered on someone else too; never said on whom. */
    duplicate: z.boolean(),
  }),
]);
export type KrrChannelView = z.infer<typeof krrChannel>;

/**
 * The one thing that makes a field right. `add-in-krr` with `krr.state` `unusable` means to correct there what cannot be
 * used; with any other state, to add what is missing.
 */
export const nextStep = z.enum(["none", "refresh", "add-in-krr", "confirm-in-krr", "ask-system"]);
export type NextStep = z.infer<typeof nextStep>;

const fieldCommon = {
  gaps: z.array(gap),
  krr: krrChannel,
  /**
   * The registers that take this field from kontaktregisteret; to all others nothing comes that is changed there, neither
   * by «Oppdater» nor by night: the municipality does not copy, or they take no writes or keep the field by hand.
   */
  takenFromKrrIn: z.array(z.string()),
  nextStep,
};
/** One contact field over all registers. */
export const contactField = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("missing"), ...fieldCommon }),
  z.strictObject({ state: z.literal("agreed"), held: heldValue, ...fieldCommon }),
  z.strictObject({ state: z.literal("differing"), held: z.array(heldValue).min(2), ...fieldCommon }),
]);
export type ContactFieldView = z.infer<typeof contactField>;

/** «Jobbtelefon»: the guardian's own field. */
export const workPhone = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("none"), writableIn: z.array(z.string()) }),
  z.strictObject({ state: z.literal("agreed"), held: heldValue, writableIn: z.array(z.string()) }),
  z.strictObject({
    state: z.literal("differing"),
    held: z.array(heldValue).min(2),
    writableIn: z.array(z.string()),
  }),
]);
export type WorkPhoneView = z.infer<typeof workPhone>;

/** How one register can reach the person with what it holds. */
export const reach = z.strictObject({ systemId: z.string(), sms: z.boolean(), email: z.boolean() });
export type Reach = z.infer<typeof reach>;

/** "Can school and kindergarten reach you?" `mixed` = the registers differ; then `reach` tells each. */
export const verdict = z.strictObject({
  level: z.enum(["both", "sms", "email", "none", "mixed"]),
  reach: z.array(reach).min(1),
  nextStep,
});
export type Verdict = z.infer<typeof verdict>;

/** What kontaktregisteret answered about the person. */
export const krrStatus = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("answered"),
    person: z.enum(["active", "deleted", "not-registered"]),
    /** Reserved against digital letters; reminders and notices still arrive. */
    reserved: z.boolean(),
    /** The language chosen there (P25); null when there is none or none of ours. */
    language: z.enum(LANGUAGES).nullable(),
  }),
  z.strictObject({ state: z.literal("unavailable") }),
  z.strictObject({ state: z.literal("off") }),
]);
export type KrrStatusView = z.infer<typeof krrStatus>;

/** The page: exactly one of these is shown. */
export const profilePage = z.discriminatedUnion("state", [
  /** At least one register holds the person. */
  z.strictObject({
    state: z.literal("known"),
    name: z.string(),
    verdict,
    mobile: contactField,
    email: contactField,
    workPhone,
    /** Newest fetch from kontaktregisteret that a register knows of. */
    lastFetchedAt: timestamp.nullable(),
  }),
  /** Every register answered, and none holds the person (P2). */
  z.strictObject({ state: z.literal("unknown") }),
  /** No register that answered holds the person, and at least one did not answer: nothing can be said. */
  z.strictObject({ state: z.literal("unavailable") }),
]);
export type ProfilePage = z.infer<typeof profilePage>;

/** `GET /api/profile`. */
export const profile = z.strictObject({
  systems: z.array(systemStatus).min(1),
  krr: krrStatus,
  page: profilePage,
});
export type Profile = z.infer<typeof profile>;
