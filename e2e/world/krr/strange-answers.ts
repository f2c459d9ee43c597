import { syntheticIds } from "../people/synthetic-ids.ts";
import type { KrrSwitches } from "./switches.ts";

type Answer = Readonly<Record<string, unknown>>;

const EVERY = 10;

/** Which of the ids asked about KRR claims not to know, by the switch `unknownForMost`. */
export function claimsNotToKnow(position: number, { unknownForMost }: KrrSwitches): boolean {
  return unknownForMost && position % EVERY !== 0;
}

/** Spoils a good answer as the switches say; unchanged while they are off. */
export function withStrangeAnswers(
  persons: readonly Answer[],
  asked: readonly string[],
  switches: KrrSwitches,
): readonly Answer[] {
  const wrong = switches.wrongPersons ? withStrangers(persons, new Set(asked)) : persons;
  return switches.duplicates ? wrong.flatMap(doubled) : wrong;
}

function withStrangers(persons: readonly Answer[], asked: ReadonlySet<string>): readonly Answer[] {
  const strangers = syntheticIds();
  return persons.map((person, position) =>
    position % EVERY === 0 ? { ...person, personidentifikator: nextNotIn(asked, strangers) } : person,
  );
}

function nextNotIn(asked: ReadonlySet<string>, ids: Generator<string>): string {
  for (;;) {
    const next = ids.next();
    if (next.done === true) throw new Error("More persons than there are synthetic ids");
    if (!asked.has(next.value)) return next.value;
  }
}

function doubled(person: Answer, position: number): Answer[] {
  if (position % EVERY !== 0) return [person];
  const { kontaktinformasjon } = person;
  const contact = typeof kontaktinformasjon === "object" ? kontaktinformasjon : {};
  const other = { ...contact, mobiltelefonnummer: `+47999${String(10_000 + position)}` };
  return [person, { ...person, status: "AKTIV", kontaktinformasjon: other }];
}
