import type { UpstreamFailure } from "../../ports/upstream-result.ts";
import { reasonOf, type Halt } from "./sync-deps.ts";

/** After so many pages in a row without an answer KRR is down, and not just unlucky with a batch (A.11). */
const IN_A_ROW = 3;

/** Which pages KRR gave no answer on. */
export interface Silence {
  note(page: number, failure: UpstreamFailure | null): void;
  /** Why to go no further: a refusal, which trying again does not mend, or several pages in a row without an answer. */
  halt(): Halt | null;
  /**
   * The same for a population that has been read from its first page to its last: where no page has an answer, KRR is
   * down, however few they are.
   */
  haltAtEnd(): Halt | null;
  /** The first page without an answer; null when every page has one. */
  first(): number | null;
}

/** Promises the same verdict in whichever order the pages of one batch come back. */
export function createSilence(atATime: number): Silence {
  const reasons = new Map<number, string>();
  let newest = -1;
  let noted = 0;
  let refused: string | null = null;
  function halt(): Halt | null {
    if (refused !== null) return { halt: "stopped", reason: refused };
    for (let last = newest; last > newest - atATime; last -= 1) {
      const reason = reasons.get(last);
      if (reason !== undefined && inARow(last).every((page) => reasons.has(page)))
        return { halt: "waiting", reason };
    }
    return null;
  }
  return {
    note(page, failure) {
      newest = Math.max(newest, page);
      noted += 1;
      if (failure === null) return;
      reasons.set(page, reasonOf(failure));
      if (failure.kind === "refused") refused ??= reasonOf(failure);
    },
    halt,
    haltAtEnd() {
      const [reason] = reasons.values();
      return halt() ?? (reason !== undefined && reasons.size === noted ? { halt: "waiting", reason } : null);
    },
    first: () => (reasons.size === 0 ? null : Math.min(...reasons.keys())),
  };
}

function inARow(last: number): readonly number[] {
  return Array.from({ length: IN_A_ROW }, (_, back) => last - back);
}
