import type { Capabilities } from "../../domain/contact-record.ts";
import type { BatchOutcome, BatchWrite } from "../population-register.ts";
import { effectOf, nextEtag } from "./batch-effects.ts";
import type { PopulationContents } from "./population-contents.ts";

/** Promises that each key has one effect, on the version it names (contact-register-api, rules 3 and 4). */
export function createPopulationWrites(contents: PopulationContents) {
  const done = new Map<string, { readonly write: string; readonly outcome: BatchOutcome }>();
  const disturbed = new Set<string>();
  let effects = 0;
  let pending = 0;

  /** Another version, as somebody else's change makes it. */
  function touch(personId: string): void {
    const member = contents.find(personId);
    if (member === null) return;
    const record = { ...member.record, etag: nextEtag(member.record.etag) };
    contents.replace(personId, { ...member, record });
  }

  function outcomeOf({ personId, etag, changes }: BatchWrite, can: Capabilities): BatchOutcome {
    if (disturbed.delete(personId)) touch(personId);
    const member = contents.find(personId);
    if (member === null) return { state: "failed", reason: "not-found" };
    if (member.record.etag !== etag) return { state: "conflict" };
    const { effect, record } = effectOf(member.record, changes, can);
    if (effect === "locked" || effect === "refused") return { state: "failed", reason: effect };
    if (effect === "updated") {
      contents.replace(personId, { ...member, record });
      effects += 1;
    }
    return { state: effect };
  }

  /** A key once more has its first outcome; for another write than the first it is refused. */
  function write(one: BatchWrite, can: Capabilities): BatchOutcome {
    const text = JSON.stringify(one);
    const earlier = done.get(one.key);
    if (earlier !== undefined)
      return earlier.write === text ? earlier.outcome : { state: "failed", reason: "refused" };
    const outcome = outcomeOf(one, can);
    done.set(one.key, { write: text, outcome });
    return outcome;
  }

  return {
    effects: () => effects,
    disturb: (personId: string): void => void disturbed.add(personId),
    pendNext: (batches: number): void => {
      pending = batches;
    },
    batch(all: readonly BatchWrite[], can: Capabilities): readonly BatchOutcome[] {
      const told = all.map((one) => write(one, can));
      pending -= 1;
      return pending < 0 ? told : told.map(() => ({ state: "pending" }));
    },
  };
}
