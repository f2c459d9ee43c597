import { planSync, type PlannedWrite, type SyncPolicy } from "../../domain/sync/plan-sync.ts";
import type { Correction } from "../../domain/sync/correct-tally.ts";
import { FIELD_RESULTS } from "../../domain/sync/tally.ts";
import type { Member } from "../../domain/sync/population.ts";
import type { RunningStep, SyncDeps } from "./sync-deps.ts";
import { batchWrite, correctionsOf } from "./write-outcome.ts";

/**
 * Reads again the records that somebody else changed between plan and write, asks KRR again, decides again and writes
 * what is left, once. Promises one correction for each field that was planned.
 */
export async function settleConflicts(
  deps: SyncDeps,
  step: RunningStep,
  policy: SyncPolicy,
  { page, conflicts }: { readonly page: number; readonly conflicts: readonly PlannedWrite[] },
): Promise<Correction[]> {
  const ids = conflicts.map(({ nationalId }) => nationalId);
  const [records, words] = await Promise.all([
    step.target.port.lookupMany(ids),
    deps.krr.lookupMany(ids, step.target.port.register.municipality),
  ]);
  if (!records.ok || !words.ok) return conflicts.flatMap(inConflict);
  const again = conflicts.map((conflict, index) => {
    const member = records.value.find(({ record }) => record.personId === conflict.personId);
    const word = words.value.people[index] ?? null;
    return {
      conflict,
      plan: member === undefined || word === null ? null : replan(member, word, policy, deps.clock()),
    };
  });
  const writes = again.flatMap(({ plan }) => plan?.writes ?? []);
  const batch = new Map(writes.map((write) => [write.personId, batchWrite(step, page, write, 2)]));
  const outcomes = batch.size === 0 ? new Map() : await step.target.port.writeMany([...batch.values()]);
  return again.flatMap(({ conflict, plan }) => {
    if (plan === null) return inConflict(conflict);
    const [write] = plan.writes;
    const outcome = outcomes.get(batch.get(conflict.personId)?.key ?? "") ?? { state: "unchanged" };
    const second = write === undefined ? [] : correctionsOf(write, outcome);
    return conflict.changes.map(({ change: { field }, kind }): Correction => {
      const failed = second.find((correction) => correction.field === field);
      if (failed !== undefined) return { ...failed, planned: kind };
      return {
        field,
        planned: kind,
        became: FIELD_RESULTS.find((result) => plan.tally.fields[field][result] === 1) ?? "unchanged",
      };
    });
  });
}

function replan(
  member: Member,
  word: NonNullable<Parameters<typeof planSync>[1][number]>,
  policy: SyncPolicy,
  now: Date,
) {
  return planSync([member], [word], policy, now);
}

function inConflict({ changes }: PlannedWrite): Correction[] {
  return changes.map(({ change: { field }, kind }) => ({ field, planned: kind, became: "conflict" }));
}
