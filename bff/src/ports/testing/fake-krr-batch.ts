import { NOT_REGISTERED, type KrrPerson } from "../../domain/krr-person.ts";
import type { NationalId } from "../../domain/national-id.ts";
import type { KrrBatch } from "../krr-batch.ts";
import { createScriptedFaults, type ScriptedFaults } from "./scripted-faults.ts";

export interface FakeKrrBatch extends KrrBatch, ScriptedFaults<"lookup"> {
  /** The municipality of every look-up, and how many different persons it asked about. */
  readonly log: readonly { readonly orgNumber: string; readonly persons: number }[];
  /** Adds a person, or replaces her. */
  put(nationalId: NationalId, person: KrrPerson): void;
  remove(nationalId: NationalId): void;
  /** From now on KRR gives a status on this person that nobody has documented. */
  obscure(nationalId: NationalId): void;
  /** From now on KRR answers twice on this person. */
  contradict(nationalId: NationalId): void;
  /** From now on so many persons are in every answer whom nobody asked about. */
  addStrangers(count: number): void;
}

/** Kontaktregisteret in memory, asked about many; its contract test runs on the adapter too. */
export function createFakeKrrBatch(): FakeKrrBatch {
  const people = new Map<string, KrrPerson>();
  const obscure = new Set<string>();
  const contradictory = new Set<string>();
  const log: { orgNumber: string; persons: number }[] = [];
  const { script, answer } = createScriptedFaults<"lookup">("krr");
  let strangers = 0;

  const wordOn = (id: string): KrrPerson | null =>
    obscure.has(id) || contradictory.has(id) ? null : (people.get(id) ?? NOT_REGISTERED);

  return {
    ...script,
    log,
    calls: () => log.length,
    put: (nationalId, person) => void people.set(nationalId.reveal(), person),
    remove: (nationalId) => void people.delete(nationalId.reveal()),
    obscure: (nationalId) => void obscure.add(nationalId.reveal()),
    contradict: (nationalId) => void contradictory.add(nationalId.reveal()),
    addStrangers: (count) => {
      strangers = count;
    },
    async lookupMany(nationalIds, { orgNumber }) {
      if (nationalIds.length === 0) return { ok: true, value: { people: [], strange: 0 } };
      const ids = nationalIds.map((nationalId) => nationalId.reveal());
      const asked = new Set(ids);
      log.push({ orgNumber, persons: asked.size });
      return answer("lookup", () => {
        const twice = [...asked].filter((id) => contradictory.has(id)).length;
        return { ok: true, value: { people: ids.map(wordOn), strange: strangers + twice } };
      });
    },
  };
}
