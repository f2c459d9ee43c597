import { households, NEIGHBOUR_START } from "./people/households.ts";
import { neighbours } from "./people/neighbours.ts";
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

/**
 * Who lives in the world; households are made while they are read and take no memory here.
 *
 * @param allNamed takes households for named persons too, and keeps them.
 */
export function worldPeople(now: () => Date, householdCount: number, allNamed = false): WorldPeople {
  const some = peopleFrom(people, now, ({ date, taken }) =>
    households({ count: householdCount, now: date, taken }),
  );
  return allNamed ? { ...some, named: [...some.everyone()] } : some;
}

/** Who lives in the neighbouring municipality: nobody who lives in the first one. */
export function neighbourPeople(now: () => Date, householdCount: number): WorldPeople {
  return peopleFrom(neighbours, now, ({ date, taken }) =>
    households({ count: householdCount, now: date, taken, seed: 2, from: NEIGHBOUR_START }),
  );
}

function peopleFrom(
  namedAt: (now: Date) => readonly Person[],
  now: () => Date,
  generated: (at: { date: Date; taken: ReadonlySet<string> }) => Iterable<Person>,
): WorldPeople {
  const named = namedAt(now());
  const taken = new Set(named.map(({ nationalId }) => nationalId));
  function* everyone(): Generator<Person> {
    const date = now();
    yield* namedAt(date);
    yield* generated({ date, taken });
  }
  return {
    named,
    everyone,
    *entries(place) {
      for (const person of everyone()) yield* person[place];
    },
  };
}
