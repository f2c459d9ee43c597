import type { PlannedWrite, SyncPolicy } from "../../domain/sync/plan-sync.ts";
import { correctTally, type Correction } from "../../domain/sync/correct-tally.ts";
import type { Tally } from "../../domain/sync/tally.ts";
import type { BatchOutcome } from "../../ports/population-register.ts";
import { settleConflicts } from "./settle-conflicts.ts";
import type { RunningStep, SyncDeps } from "./sync-deps.ts";
import { batchWrite, correctionsOf } from "./write-outcome.ts";

export interface PageToWrite {
  readonly page: number;
  readonly writes: readonly PlannedWrite[];
  readonly tally: Tally;
}

/**
 * Sends the writes of one page and says what became of them. Promises null when the register was silent on some: then
 * nobody knows, and the same keys tell later. Where somebody else was faster, the person is read, looked up and decided
 * on again, once (SY8).
 */
export async function writePage(
  deps: SyncDeps,
  step: RunningStep,
  policy: SyncPolicy,
  { page, writes, tally }: PageToWrite,
): Promise<Tally | null> {
  const batch = writes.map((write) => batchWrite(step, page, write));
  const outcomes = await step.target.port.writeMany(batch);
  const corrections: Correction[] = [];
  const conflicts: PlannedWrite[] = [];
  for (const [index, write] of writes.entries()) {
    const outcome = outcomes.get(batch[index]?.key ?? "") ?? NO_ANSWER;
    if (outcome.state === "failed" && outcome.reason === NO_ANSWER.reason) return null;
    if (outcome.state === "conflict") conflicts.push(write);
    else corrections.push(...correctionsOf(write, outcome));
  }
  if (conflicts.length > 0)
    corrections.push(...(await settleConflicts(deps, step, policy, { page, conflicts })));
  return correctTally(tally, corrections);
}

const NO_ANSWER = { state: "failed", reason: "no-answer" } as const satisfies BatchOutcome;
