import type { RegisterEntry } from "../world/people/register-entry.ts";
import type { StoredPerson } from "../world/registers/store.ts";
import type { BenchDates } from "./bench-dates.ts";
import { indexOfPersonId, registerEntryOf } from "./bench-people.ts";

/** A register's persons, of whom only those are in memory that were written to. */
export function benchStore(persons: number, dates: BenchDates, now: () => Date) {
  const written = new Map<number, StoredPerson>();
  const find = (personId: string): StoredPerson | null => {
    const index = indexOfPersonId(personId);
    if (index === null || index >= persons) return null;
    return written.get(index) ?? { entry: registerEntryOf(index, dates), etag: "1" };
  };
  return {
    find,
    save(entry: RegisterEntry): StoredPerson {
      const index = indexOfPersonId(entry.personId);
      const before = find(entry.personId);
      if (index === null || before === null) throw new Error("The bench has no such person");
      const saved = { entry: { ...entry, modifiedAt: now() }, etag: String(Number(before.etag) + 1) };
      written.set(index, saved);
      return saved;
    },
    /** What was written to the person; undefined where nothing was. */
    writtenTo: (index: number): StoredPerson | undefined => written.get(index),
  };
}

export type BenchStore = ReturnType<typeof benchStore>;
