import { fullName } from "../world/people/person-name.ts";
import type { Person } from "../world/people/person.ts";
import type { RegisterEntry } from "../world/people/register-entry.ts";
import type { Canary, CanaryKind } from "./ledger.ts";

const PROTECTED: ReadonlySet<RegisterEntry["addressProtection"]> = new Set([
  "client",
  "confidential",
  "strictly-confidential",
]);

/** Shorter texts and numbers are part of too much else. */
const LENGTH_MIN = 8;

/**
 * What must be found nowhere of a person: her id, her name, her contact data as KRR and each register spell them, and
 * for a protected person where her children go and how they are called there (AP5).
 *
 * @param bare whether eight digits without a country's prefix say that it is her; among thousands of generated persons
 * with consecutive numbers they may as well be somebody's free memory.
 */
export function canariesOf(person: Person, bare: boolean): Canary[] {
  const entries = [...person.school, ...person.kindergarten];
  const { given, middle, family } = person.name;
  const first = middle === null ? given : `${given} ${middle}`;
  return [
    ...of("national id", [person.nationalId]),
    ...of("name", [fullName(person.name), `${family}, ${first}`]),
    ...contactCanaries([person.krr?.mobile?.value, person.krr?.email?.value], bare),
    ...entries.flatMap((entry) => entryCanaries(entry, bare)),
    ...entries.filter(({ addressProtection }) => PROTECTED.has(addressProtection)).flatMap(whereabouts),
  ];
}

/** The contact data of one register's entry. */
export function entryCanaries({ contact }: Pick<RegisterEntry, "contact">, bare: boolean): Canary[] {
  return [
    ...contactCanaries([contact.mobile.value, contact.email.value], bare),
    // Nobody who is generated has one.
    ...contactCanaries([contact.workPhone.value], true),
  ];
}

/** E-mail addresses and phone numbers, each in every way in which a system of this world would spell it. */
export function contactCanaries(values: readonly (string | null | undefined)[], bare: boolean): Canary[] {
  return values.flatMap((value) => {
    if (value === null || value === undefined || value.trim() === "") return [];
    return value.includes("@")
      ? of("e-mail address", [value.trim().toLowerCase()])
      : of("phone number", spellings(value, bare));
  });
}

function whereabouts({ relations }: RegisterEntry): Canary[] {
  return relations.flatMap(({ childId, place }) => [
    ...of("protected person's place", [place.unitName]),
    ...of("protected person's child", [childId]),
  ]);
}

/** Digits alone, since the search takes no notice of what stands between them. */
function spellings(value: string, bare: boolean): string[] {
  const digits = value.replaceAll(/\D/g, "").replace(/^00/, "");
  if (digits.length < LENGTH_MIN) return value.length < LENGTH_MIN ? [] : [value];
  const abroad = value.trim().startsWith("+") && !digits.startsWith("47");
  const subscriber = digits.length > LENGTH_MIN ? digits.replace(/^47/, "") : digits;
  const full = abroad ? digits : `47${subscriber}`;
  return [full, `00${full}`, ...(bare && !abroad ? [subscriber] : [])];
}

function of(kind: CanaryKind, values: readonly string[]): Canary[] {
  return values.map((value) => ({ kind, value }));
}
