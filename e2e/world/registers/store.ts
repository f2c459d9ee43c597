import { noteAll } from "../../canary/ledger.ts";
import { entryCanaries } from "../../canary/people-canaries.ts";
import type { RegisterEntry } from "../people/register-entry.ts";

export interface StoredPerson {
  readonly entry: RegisterEntry;
  readonly etag: string;
}

/** One register's persons in memory. */
export interface RegisterStore {
  find(personId: string): StoredPerson | null;
  /** Every record of the person: duplicates are all told (rule 8). */
  findByNationalId(nationalId: string): readonly StoredPerson[];
  /** Saves an effective change: the etag changes and `modifiedAt` is now. */
  save(entry: RegisterEntry): StoredPerson;
  /** In a fixed order, beginning behind the given person; null = from the start. */
  after(personId: string | null): Iterable<StoredPerson>;
  /** Everything as it was at the start. */
  reset(): void;
}

/** Reads the source once, and again at each reset. */
export function createRegisterStore(source: () => Iterable<RegisterEntry>, now: () => Date): RegisterStore {
  const persons = new Map<string, StoredPerson>();
  const byNationalId = new Map<string, string[]>();
  let order: string[] = [];
  const reset = () => {
    persons.clear();
    byNationalId.clear();
    for (const entry of source()) {
      persons.set(entry.personId, { entry, etag: "1" });
      byNationalId.set(entry.nationalId, [...(byNationalId.get(entry.nationalId) ?? []), entry.personId]);
    }
    order = [...persons.keys()].sort();
  };
  reset();
  return {
    reset,
    find: (personId) => persons.get(personId) ?? null,
    findByNationalId: (nationalId) =>
      (byNationalId.get(nationalId) ?? []).flatMap((personId) => persons.get(personId) ?? []),
    save(entry) {
      const version = Number(persons.get(entry.personId)?.etag ?? 0) + 1;
      const saved = { entry: { ...entry, modifiedAt: now() }, etag: String(version) };
      persons.set(entry.personId, saved);
      noteAll(entryCanaries(entry, false));
      return saved;
    },
    *after(personId) {
      for (
        let index = personId === null ? 0 : firstBehind(order, personId);
        index < order.length;
        index += 1
      ) {
        const person = persons.get(order[index] ?? "");
        if (person !== undefined) yield person;
      }
    },
  };
}

function firstBehind(order: readonly string[], personId: string): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((order[middle] ?? "") <= personId) low = middle + 1;
    else high = middle;
  }
  return low;
}
