import { unreachable } from "../../unreachable.ts";
import type { KeptPhone, WorkPhoneDone } from "./use-work-phone.ts";

/** These numbers, in these registers alone. */
function keptIn(kept: readonly KeptPhone[], holds: (systemId: string) => boolean): KeptPhone[] {
  return kept.flatMap(({ phone, systems }) => {
    const left = systems.filter(holds);
    return left.length === 0 ? [] : [{ phone, systems: left }];
  });
}

/** What can be put back after this step as well: what a register got since is not taken from it again. */
function afterStep(lost: readonly KeptPhone[], { task, answer }: WorkPhoneDone): readonly KeptPhone[] {
  if (!answer.ok) return lost;
  // A register that had nothing any more, though the page knew a number there, lost it when an answer was lost.
  const asAsked = answer.data.systems.filter(
    ({ outcome }) => outcome === "changed" || outcome === "up-to-date",
  );
  const touched = new Set(asAsked.map(({ systemId }) => systemId));
  switch (task.kind) {
    case "save":
    case "restore":
      return keptIn(lost, (id) => !touched.has(id));
    case "remove": {
      const gone = keptIn(task.kept, (id) => touched.has(id));
      const replaced = new Set(gone.flatMap(({ systems }) => systems));
      return [...keptIn(lost, (id) => !replaced.has(id)), ...gone];
    }
    default:
      return unreachable(task);
  }
}

/** Promises every number that removals have taken away and nothing has put back, with the registers that had it. */
export function lostPhones(log: readonly WorkPhoneDone[]): readonly KeptPhone[] {
  return log.reduce<readonly KeptPhone[]>(afterStep, []);
}
