import type { BatchOutcome } from "../../ports/population-register.ts";
import { resultBody } from "./schema.ts";

export type Outcomes = Map<string, BatchOutcome>;

/** Outcomes of the contract that say what became of a write, or that it is still to be done. */
const TOLD = ["updated", "unchanged", "opted-out", "conflict", "pending"] as const;
/** Outcomes of the contract by which a write was not done. */
const NOT_DONE: ReadonlySet<string> = new Set(["locked", "not-found", "invalid", "refused"]);

/** Promises the outcome that each of these keys has in an answer, matched by key; keys of nobody are passed by. */
export function readOutcomes(results: readonly unknown[], keys: ReadonlySet<string>): Outcomes {
  const outcomes: Outcomes = new Map();
  for (const result of results) {
    const { data } = resultBody.safeParse(result);
    // The first word on a key counts, as it does when the key is sent again (rule 4).
    if (data === undefined || !keys.has(data.key) || outcomes.has(data.key)) continue;
    outcomes.set(data.key, toOutcome(data.outcome));
  }
  return outcomes;
}

/** Promises an outcome that counts as not done, with a reason for the report. */
export function failedBy(reason: string): BatchOutcome {
  return { state: "failed", reason };
}

function toOutcome(outcome: string): BatchOutcome {
  const state = TOLD.find((told) => told === outcome);
  if (state !== undefined) return { state };
  return failedBy(NOT_DONE.has(outcome) ? outcome : "unknown-outcome");
}
