import type { Difference } from "../ports/sync-runs.ts";
import { withoutNationalIds } from "./without-national-ids.ts";

/** Whoever approves a list works in a Norwegian municipality, and need not be a technician. */
export const COLUMN_NAMES = [
  "Register",
  "Persontype",
  "Person-id i registeret",
  "Felt",
  "Hva som skjer",
  "Før",
  "Etter",
] as const;

export const KINDS: Record<Difference["kind"], string> = {
  changed: "Får ny verdi",
  filled: "Tomt felt blir fylt ut",
  emptied: "Blir tømt",
  confirmed: "Beholder verdien, merkes som bekreftet",
};

const POPULATION_NAMES: Record<Difference["population"], string> = {
  guardians: "Foresatt",
  employees: "Ansatt",
};

/** Employees have a work e-mail besides, which is never touched (N2). */
const FIELDS: Record<Difference["population"], Record<Difference["field"], string>> = {
  guardians: { mobile: "Mobilnummer", email: "E-postadresse" },
  employees: { mobile: "Mobilnummer", email: "Privat e-postadresse" },
};

/** One text for each of `COLUMN_NAMES`, as it stands in the register; an empty field is an empty text. */
export type DifferenceCells = readonly [
  register: string,
  population: string,
  personId: string,
  field: string,
  kind: string,
  before: string,
  after: string,
];

/** Promises the line in bokmål, without a national id and without control characters other than tabs and line breaks. */
export function cellsOf(difference: Difference): DifferenceCells {
  const { registerId, population, personId, field, kind, before, after } = difference;
  return [
    registerId,
    POPULATION_NAMES[population],
    clean(personId),
    FIELDS[population][field],
    KINDS[kind],
    clean(before ?? ""),
    clean(after ?? ""),
  ];
}

function clean(text: string): string {
  return withoutNationalIds(text, "[fødselsnummer fjernet]")
    .toWellFormed()
    .replaceAll(/(?![\t\r\n])\p{Cc}/gu, "\u{FFFD}");
}
