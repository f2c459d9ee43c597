import type { RegisterFault } from "./options.ts";

type PersonBody = Readonly<Record<string, unknown>>;

/** What the contract demands of every person; each is missing in its turn. */
const DEMANDED = ["etag", "contact", "nationalId"] as const;

/** What is told of the persons of one page of a population while the faults that concern such pages are set. */
export function withPageFaults(
  persons: readonly PersonBody[],
  { malformed = 0, emptyPages }: RegisterFault,
): readonly PersonBody[] {
  if (emptyPages === true) return [];
  return persons.map((person, position) => (position < malformed ? incomplete(person, position) : person));
}

function incomplete(person: PersonBody, position: number): PersonBody {
  const missing = DEMANDED[position % DEMANDED.length];
  return Object.fromEntries(Object.entries(person).filter(([member]) => member !== missing));
}
