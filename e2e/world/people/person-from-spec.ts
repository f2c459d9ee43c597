import type { Age, ChannelSpec, EntrySpec, FieldSpec, KrrSpec, PersonSpec } from "./describe.ts";
import type { PersonName } from "./person-name.ts";
import type { KrrChannel, KrrEntry, Person } from "./person.ts";
import type { RegisterEntry, Relation, StoredField } from "./register-entry.ts";

type Place = "school" | "kindergarten";

/** How each register names its persons and writes what it holds (people type, systems differ). */
const PLACES = {
  school: { idPrefix: "fs", unitName: "Solvang skole", spell: (value: string) => value },
  kindergarten: { idPrefix: "fb", unitName: "Bekkeveien barnehage", spell: prefixedAndMixedCase },
} satisfies Record<Place, { idPrefix: string; unitName: string; spell: (value: string) => string }>;

/** When a register remembers a KRR value without having been told its dates. */
const UNTOLD: Age = { changed: 30, confirmed: 20 };

/** Promises the same person with the same opaque ids for the same spec and index; only the dates follow `now`. */
export function personFrom(spec: PersonSpec, index: number, now: Date): Person {
  const name = nameFrom(spec.name);
  const entries = (place: Place) =>
    (spec[place] ?? []).map((entry, copy) =>
      entryFrom(entry, { spec, name, place, number: 1000 + index * 10 + copy, now }),
    );
  return {
    key: spec.key,
    nationalId: spec.nationalId,
    name,
    special: spec.special,
    states: spec.states,
    krr: spec.krr && krrEntryFrom(spec.krr, now),
    school: entries("school"),
    kindergarten: entries("kindergarten"),
  };
}

/** The same wall-clock time so many calendar months earlier. */
function monthsBefore(now: Date, months: number): Date {
  const then = new Date(now);
  then.setUTCMonth(then.getUTCMonth() - months);
  return then;
}

function nameFrom(words: string): PersonName {
  const [given = "", ...rest] = words.split(" ");
  const family = rest.pop() ?? "";
  return { given, middle: rest.length === 0 ? null : rest.join(" "), family };
}

function krrEntryFrom(spec: KrrSpec, now: Date): KrrEntry {
  return {
    status: spec.status,
    reservedAt: spec.reserved === null ? null : monthsBefore(now, spec.reserved),
    language: spec.language,
    mobile: spec.mobile && channelFrom(spec.mobile, now),
    email: spec.email && channelFrom(spec.email, now),
  };
}

function channelFrom({ value, changed, confirmed }: ChannelSpec, now: Date): KrrChannel {
  return {
    value,
    updatedAt: monthsBefore(now, changed),
    verifiedAt: confirmed === null ? null : monthsBefore(now, confirmed),
    validatedAt: null,
  };
}

interface Context {
  readonly spec: PersonSpec;
  readonly name: PersonName;
  readonly place: Place;
  readonly number: number;
  readonly now: Date;
}

function entryFrom(entry: EntrySpec, { spec, name, place, number, now }: Context): RegisterEntry {
  const registeredAt = monthsBefore(now, entry.registeredBy === "manual" ? 0 : 15);
  const held = (field: FieldSpec, krr: ChannelSpec | null) => fieldFrom(field, krr, place, now);
  return {
    personId: `${PLACES[place].idPrefix}-${number}`,
    nationalId: spec.nationalId,
    name,
    roles: rolesOf(entry),
    status: entry.status,
    registeredBy: entry.registeredBy,
    registeredAt,
    addressProtection: entry.addressProtection,
    contact: {
      mobile: held(entry.mobile, spec.krr?.mobile ?? null),
      email: held(entry.email, spec.krr?.email ?? null),
      workPhone: held(entry.workPhone, null),
    },
    relations: entry.children.map((relation, child) => ({
      childId: `barn-${number}-${child + 1}`,
      kind: relation.kind,
      parentalResponsibility: relation.parentalResponsibility,
      role: relation.role,
      place: {
        type: place,
        unitName: relation.unitName ?? PLACES[place].unitName,
        status: relation.placeStatus,
      },
      ...validity(relation.placeStatus, now),
    })),
    positions: entry.positions,
    modifiedAt: registeredAt,
  };
}

function rolesOf({ children, positions }: EntrySpec): RegisterEntry["roles"] {
  return [
    ...(children.length > 0 ? ["guardian" as const] : []),
    ...(positions.length > 0 ? ["employee" as const] : []),
  ];
}

function validity(status: Relation["place"]["status"], now: Date): Pick<Relation, "validFrom" | "validTo"> {
  return {
    validFrom: dayOf(monthsBefore(now, 15)),
    validTo: status === "left" ? dayOf(monthsBefore(now, 1)) : null,
  };
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function fieldFrom(field: FieldSpec, krr: ChannelSpec | null, place: Place, now: Date): StoredField {
  const age = field.origin === "krr" ? (field.age ?? krr ?? UNTOLD) : null;
  return {
    value: field.value === null ? null : PLACES[place].spell(field.value),
    origin: field.origin,
    originUpdatedAt: age && monthsBefore(now, age.changed),
    originVerifiedAt: age === null || age.confirmed === null ? null : monthsBefore(now, age.confirmed),
    fetchedAt: age && new Date(now.getTime() - 20 * 60 * 60 * 1000),
    optOut: field.optOut ?? null,
  };
}

/** `400 00 004` → `+4740000004`, `kari@example.no` → `Kari@Example.no`; anything unusual stays as typed. */
function prefixedAndMixedCase(value: string): string {
  if (/^\d{3} \d{2} \d{3}$/.test(value)) return `+47${value.replaceAll(" ", "")}`;
  return value.replace(/^[a-z]+/, capital).replace(/(?<=@)[a-z]/, capital);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
