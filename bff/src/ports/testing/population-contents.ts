import type { Member, Population, Quarantined } from "../../domain/sync/population.ts";

interface Held {
  readonly populations: readonly Population[];
  readonly content: Member | Quarantined;
  /** Where she stands among all who ever came: what a cursor names. */
  readonly place: number;
}

export type PopulationContents = ReturnType<typeof createPopulationContents>;

/** Promises the persons of a register in memory in the order in which they came. */
export function createPopulationContents() {
  const people = new Map<string, Held>();
  let came = 0;

  function find(personId: string): Member | null {
    const content = people.get(personId)?.content;
    return content === undefined || "fault" in content ? null : content;
  }

  return {
    find,
    put(personId: string, populations: readonly Population[], content: Member | Quarantined): void {
      came += 1;
      people.set(personId, { populations, content, place: people.get(personId)?.place ?? came });
    },
    /** Gives a person who is there another content. */
    replace(personId: string, content: Member): void {
      const held = people.get(personId);
      if (held !== undefined) people.set(personId, { ...held, content });
    },
    remove: (personId: string): void => void people.delete(personId),
    of: (nationalIds: ReadonlySet<string>): readonly Member[] =>
      [...people.keys()]
        .map(find)
        .filter((member): member is Member => member !== null && nationalIds.has(member.nationalId.reveal())),
    /** The next so many of a population behind a place, and the place of the last one; null when nobody follows. */
    after(population: Population, place: number, limit: number) {
      const rest = [...people.values()].filter(
        (held) => held.place > place && held.populations.includes(population),
      );
      const contents = rest.slice(0, limit).map(({ content }) => content);
      return { contents, last: rest.length > limit ? (rest[limit - 1]?.place ?? null) : null };
    },
  };
}
