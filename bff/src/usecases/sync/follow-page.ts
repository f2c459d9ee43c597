import { judgeChanges, lastOnEach, type ChangedPerson } from "../../domain/sync/changed-persons.ts";
import { countOf, sumTallies } from "../../domain/sync/tally.ts";
import type { FollowDeps, Following } from "./follow-deps.ts";
import { planChanges, type PlannedChanges } from "./plan-changes.ts";
import { reasonOf, type RunningStep } from "./sync-deps.ts";
import { writePage } from "./write-page.ts";

/** `done` = every write has an outcome; `over` = somebody else is at it now; `stopped` = the page is to come again. */
export type PageEnd =
  | { readonly state: "done"; readonly written: number }
  | { readonly state: "over" }
  | { readonly state: "stopped"; readonly written: number; readonly reason: string };

/**
 * Carries one page of the feed through every register of the municipality: all of the plan, its judgement, then the
 * writes. A register that is silent does not hold up the others; it lets the page come again, which finds nothing left
 * to do in those.
 *
 * @param cursor where the page began; part of the keys of its writes.
 */
export async function followPage(
  deps: FollowDeps,
  { follower, steps }: Following,
  cursor: number,
  entries: readonly ChangedPerson[],
): Promise<PageEnd> {
  const changed = lastOnEach(entries);
  const answers = await Promise.all(stepsByRegister(steps).map((own) => planChanges(deps, own, changed)));
  const planned = answers.flatMap((answer) => (answer.ok ? answer.value : []));
  const reason = judgeChanges(sumTallies(planned.map(({ plan }) => plan.tally)));
  if (reason !== null) return { state: "stopped", written: 0, reason };
  // Between reading and writing: who begins from here on changes the etags that these writes name.
  if (!(await deps.cursors.mayGoOn(follower))) return { state: "over" };
  let written = 0;
  let silent = answers.flatMap((answer) => (answer.ok ? [] : [reasonOf(answer.failure)]))[0] ?? null;
  for (const each of planned) {
    const outcome = await write(deps, cursor, each);
    written += outcome.written;
    if (outcome.silent) silent ??= `${each.step.name.registerId} does not answer to writes`;
  }
  return silent === null ? { state: "done", written } : { state: "stopped", written, reason: silent };
}

async function write(
  deps: FollowDeps,
  cursor: number,
  { step, policy, plan }: PlannedChanges,
): Promise<{ readonly written: number; readonly silent: boolean }> {
  if (plan.writes.length === 0) return { written: 0, silent: false };
  const outcome = await writePage(deps, step, policy, { ...plan, page: cursor });
  if (outcome === null) return { written: 0, silent: true };
  // Also the second try of a write in conflict may have met a silent register.
  return {
    written: countOf(outcome, ["changed", "filled", "emptied", "confirmed"]),
    silent: (outcome.failures["no-answer"] ?? 0) > 0,
  };
}

function stepsByRegister(steps: readonly RunningStep[]): readonly (readonly RunningStep[])[] {
  return [...Map.groupBy(steps, ({ name }) => name.registerId).values()];
}
