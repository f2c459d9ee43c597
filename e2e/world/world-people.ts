import { households } from "./people/households.ts";
import { people } from "./people/people.ts";
import type { Person } from "./people/person.ts";
import type { RegisterEntry } from "./people/register-entry.ts";

export interface WorldPeople {
  /** The named test persons as they were at the start. */
  readonly named: readonly Person[];
  /** Named persons and households, dated anew at each reading. */
  everyone(): Iterable<Person>;
  entries(place: "school" | "kindergarten"): Iterable<RegisterEntry>;
}

/** Who lives in the world; households are made while they are read and take no memory here. */
export function worldPeople(now: () => Date, householdCount: number): WorldPeople {
  const named = people(now());
  const taken = new Set(named.map(({ nationalId }) => nationalId));
  function* everyone(): Generator<Person> {
    const date = now();
    yield* people(date);
    yield* households({ count: householdCount, now: date, taken });
  }
  return {
    named,
    everyone,
    *entries(place) {
      for (const person of everyone()) yield* person[place];
    },
  };
}
