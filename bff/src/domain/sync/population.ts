import type { ContactRecord } from "../contact-record.ts";
import type { NationalId } from "../national-id.ts";

/** Whom a register is asked for (contact-register-api, `population`): each has its own purpose and its own switch (N1, N2). */
export const POPULATIONS = ["guardians", "employees"] as const;
export type Population = (typeof POPULATIONS)[number];

/** Grades of address protection as registers tell them; one that we do not know is `unknown`. */
export const PROTECTION_GRADES = ["client", "confidential", "strictly-confidential", "unknown"] as const;
export type ProtectionGrade = (typeof PROTECTION_GRADES)[number];

/**
 * A record of a population together with what the nightly run needs besides: by which id KRR knows the person, and
 * whether a protection is registered, since the municipality may except a grade and copies must go (SY10).
 */
export interface Member {
  readonly nationalId: NationalId;
  readonly record: ContactRecord;
  /** Null where none is registered. */
  readonly protection: ProtectionGrade | null;
}

/** A record that cannot be worked on: left out, counted, and shown by the register's own id where it has one (SY5). */
export interface Quarantined {
  readonly personId: string | null;
  /** What is wrong with it, as a place in the record: never a value. */
  readonly fault: string;
}
