import type { KrrChannel, KrrEntry } from "../world/people/person.ts";
import type { RegisterEntry, StoredField } from "../world/people/register-entry.ts";
import type { BenchDates } from "./bench-dates.ts";
import { idOf } from "./indexed-ids.ts";

export type Kind = "equal" | "changed" | "empty" | "opted-out" | "not-registered";

/** Of 200 persons in a row; the other 194 are equal. */
const OTHER_KINDS: readonly Kind[] = ["changed", "changed", "empty", "empty", "opted-out", "not-registered"];
const CYCLE = 200;

/** What there is to do with a person: 97 % nothing, 1 % another number, 1 % an empty one, 0.5 % opted out, 0.5 % not in KRR. */
export function kindOf(index: number): Kind {
  return OTHER_KINDS[index % CYCLE] ?? "equal";
}

/** The opaque id in the register, and back; null for a stranger's. */
export const personIdOf = (index: number): string => `bench-${index}`;
export function indexOfPersonId(personId: string): number | null {
  const digits = /^bench-(\d{1,7})$/.exec(personId)?.[1];
  return digits === undefined || personIdOf(Number(digits)) !== personId ? null : Number(digits);
}

/** Invented, no two alike. */
export const mobileOf = (index: number): string => `+479${1_000_000 + index}`;
export const oldMobileOf = (index: number): string => `+4745${100_000 + (index % 900_000)}`;
export const emailOf = (index: number): string => `foresatt.${index}@example.no`;

const GIVEN = ["Ada", "Daniel", "Elin", "Farid", "Guro", "Henrik", "Iben", "Jamal"];
const FAMILY = ["Testesen", "Syntetisk", "Eksempelmo", "Modellvik", "Lastberg"];
export const givenNameOf = (index: number): string => GIVEN[index % GIVEN.length] ?? "";
export const familyNameOf = (index: number): string => FAMILY[index % FAMILY.length] ?? "";

/** The person as KRR holds her; null = not registered. */
export function krrEntryOf(index: number, dates: BenchDates): KrrEntry | null {
  if (kindOf(index) === "not-registered") return null;
  const channel = (value: string): KrrChannel => ({
    value,
    updatedAt: dates.updated(index).date,
    verifiedAt: dates.verified(index).date,
    validatedAt: null,
  });
  const [mobile, email] = [channel(mobileOf(index)), channel(emailOf(index))];
  return { status: "AKTIV", reservedAt: null, language: "nb", mobile, email };
}

/** The person as the register holds her before anything is written. */
export function registerEntryOf(index: number, dates: BenchDates): RegisterEntry {
  const registeredAt = dates.registered.date;
  return {
    personId: personIdOf(index),
    nationalId: idOf(index),
    name: { given: givenNameOf(index), middle: null, family: familyNameOf(index) },
    roles: ["guardian"],
    status: "active",
    registeredBy: "import",
    registeredAt,
    addressProtection: "none",
    contact: {
      email: emailHeld(index, dates),
      mobile: mobileHeld(index, dates),
      workPhone: held(null, "unknown"),
    },
    relations: [],
    positions: [],
    modifiedAt: registeredAt,
  };
}

function emailHeld(index: number, dates: BenchDates): StoredField {
  return kindOf(index) === "not-registered"
    ? held(emailOf(index), "manual")
    : fromKrr(emailOf(index), dates.updated(index).date, dates.verified(index).date, dates);
}

function mobileHeld(index: number, dates: BenchDates): StoredField {
  const { date: outdated } = dates.outdated;
  switch (kindOf(index)) {
    case "equal":
      return fromKrr(mobileOf(index), dates.updated(index).date, dates.verified(index).date, dates);
    case "changed":
      return fromKrr(oldMobileOf(index), outdated, outdated, dates);
    case "empty":
      return held(null, "unknown");
    case "opted-out":
      return { ...held(oldMobileOf(index), "manual"), optOut: { reason: "bench", reviewBy: null } };
    case "not-registered":
      return held(mobileOf(index), "manual");
  }
}

function held(value: string | null, origin: StoredField["origin"]): StoredField {
  return { value, origin, originUpdatedAt: null, originVerifiedAt: null, fetchedAt: null, optOut: null };
}

function fromKrr(value: string, updated: Date, verified: Date, { fetched }: BenchDates): StoredField {
  return {
    ...held(value, "krr"),
    originUpdatedAt: updated,
    originVerifiedAt: verified,
    fetchedAt: fetched.date,
  };
}
