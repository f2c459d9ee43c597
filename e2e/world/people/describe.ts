import type { Language } from "@foresattportal/shared/languages.ts";
import type { Origin, OptOut, Position, RegisterEntry, Relation, Right } from "./register-entry.ts";

/** Ages in months before now, so that what is expired stays expired whenever the world starts. */
export interface Age {
  readonly changed: number;
  readonly confirmed: number | null;
}

export interface ChannelSpec extends Age {
  readonly value: string;
}

export interface KrrSpec {
  readonly status: "AKTIV" | "SLETTET";
  readonly reserved: number | null;
  readonly language: Language | null;
  readonly mobile: ChannelSpec | null;
  readonly email: ChannelSpec | null;
}

export interface FieldSpec {
  readonly value: string | null;
  readonly origin: Origin;
  /** Only for values from KRR; absent = as KRR has them now, so that «Oppdater» finds nothing to do. */
  readonly age?: Age;
  readonly optOut?: OptOut;
}

export type RelationSpec = Pick<Relation, "kind" | "parentalResponsibility"> & {
  readonly role: Relation["role"];
  readonly placeStatus: Relation["place"]["status"];
  /** Where the child goes; where everybody's child goes unless told. */
  readonly unitName?: string;
};

export interface EntrySpec {
  readonly mobile: FieldSpec;
  readonly email: FieldSpec;
  readonly workPhone: FieldSpec;
  readonly status: RegisterEntry["status"];
  readonly registeredBy: RegisterEntry["registeredBy"];
  readonly addressProtection: RegisterEntry["addressProtection"];
  readonly children: readonly RelationSpec[];
  readonly positions: readonly Position[];
}

export interface PersonSpec {
  readonly key: string;
  readonly nationalId: string;
  /** Two or three words: given, middle and family name. */
  readonly name: string;
  readonly special: string;
  readonly states: readonly string[];
  readonly krr: KrrSpec | null;
  readonly school?: readonly EntrySpec[];
  readonly kindergarten?: readonly EntrySpec[];
}

const EMPTY: FieldSpec = { value: null, origin: "unknown" };
const ALL_RIGHTS: readonly Right[] = [
  "see-child",
  "notifications",
  "forms",
  "messages",
  "consents",
  "emergency",
];
const FULL_ROLE = { code: "foresatt", name: "Foresatt", rights: ALL_RIGHTS };

/** One test person: her key for tests, her id, her name, and what the registers hold on her. */
export function who(
  key: string,
  nationalId: string,
  name: string,
  rest: Omit<PersonSpec, "key" | "nationalId" | "name">,
): PersonSpec {
  return { key, nationalId, name, ...rest };
}

/** A guardian role that lets its holder see and receive nothing of the child (domain-rules R-5). */
export const WITHOUT_INSIGHT = { code: "uten-innsyn", name: "Uten innsyn", rights: [] };

/** An active position at the school. */
export function position(title: string): Position {
  return { title, unitName: "Solvang skole", validFrom: "2020-08-01", validTo: null };
}

/** A person in KRR; what is not named is empty. */
export function inKrr(entry: Partial<KrrSpec>): KrrSpec {
  return { status: "AKTIV", reserved: null, language: "nb", mobile: null, email: null, ...entry };
}

/** A value in KRR that was changed and confirmed so many months ago. */
export function since(value: string, changed: number, confirmed: number | null): ChannelSpec {
  return { value, changed, confirmed };
}

/** A value that the person changed a year ago and confirmed last month. */
export function fresh(value: string): ChannelSpec {
  return since(value, 12, 1);
}

/** A register's value that came from KRR; with an age where the register remembers an older answer. */
export function fromKrr(value: string, age?: Age): FieldSpec {
  return age === undefined ? { value, origin: "krr" } : { value, origin: "krr", age };
}

/** A value typed by the school or kindergarten. */
export function typed(value: string): FieldSpec {
  return { value, origin: "manual" };
}

/** A value the guardian entered in the portal. */
export function own(value: string): FieldSpec {
  return { value, origin: "guardian" };
}

/** «Ikke oppdater fra KRR»; null makes the field blocked: empty on purpose. */
export function keptByHand(value: string | null, reason: string): FieldSpec {
  return { value, origin: value === null ? "unknown" : "manual", optOut: { reason, reviewBy: null } };
}

/** The relation of a guardian to one child, with every right unless told otherwise. */
export function child(relation: Partial<RelationSpec> = {}): RelationSpec {
  return {
    kind: "mother",
    parentalResponsibility: "yes",
    role: FULL_ROLE,
    placeStatus: "active",
    ...relation,
  };
}

/** A guardian's entry in a register; what is not named is empty, and there is one active child. */
export function guardian(entry: Partial<EntrySpec> = {}): EntrySpec {
  return {
    mobile: EMPTY,
    email: EMPTY,
    workPhone: EMPTY,
    status: "active",
    registeredBy: "import",
    addressProtection: "none",
    children: [child()],
    positions: [],
    ...entry,
  };
}

/** The same entry in both registers. */
export function both(entry: EntrySpec): Pick<PersonSpec, "school" | "kindergarten"> {
  return { school: [entry], kindergarten: [entry] };
}
