import { sql, type Kysely } from "kysely";
import { RunLost, type Calls, type Step, type StepName } from "../ports/sync-runs.ts";
import type { StepMode } from "../domain/sync/report.ts";
import type { Tables } from "./tables.ts";

/** A step of a run as it stands. */
export async function findStep(
  db: Kysely<Tables>,
  runId: string,
  name: StepName,
): Promise<Step & { stepId: number }> {
  const step = await db
    .selectFrom("sync_steps")
    .select(["step_id", "mode", "state", "reason", "complete"])
    .where("run_id", "=", runId)
    .where("register_id", "=", name.registerId)
    .where("population", "=", name.population)
    .executeTakeFirstOrThrow();
  const pages = await pagesWithoutGap(db, step.step_id);
  const last =
    pages === 0
      ? undefined
      : await db
          .selectFrom("sync_pages")
          .select("next_cursor")
          .where("step_id", "=", step.step_id)
          .where("page", "=", pages - 1)
          .executeTakeFirst();
  const { step_id: stepId, mode, state, reason } = step;
  const nextCursor = last?.next_cursor ?? null;
  const planned = pages > 0 && nextCursor === null;
  return { ...name, stepId, mode, state, reason, pages, nextCursor, planned, passed: step.complete };
}

/** Pages come to the book as KRR answers: behind a gap nothing counts, since nobody has the cursor to what is missing. */
async function pagesWithoutGap(db: Kysely<Tables>, stepId: number): Promise<number> {
  const gap = await db
    .selectFrom("sync_pages as here")
    .leftJoin("sync_pages as next", (join) =>
      join.onRef("next.step_id", "=", "here.step_id").on(sql<boolean>`next.page = here.page + 1`),
    )
    .select("here.page")
    .where("here.step_id", "=", stepId)
    .where("next.page", "is", null)
    .orderBy("here.page")
    .limit(1)
    .executeTakeFirst();
  const first = await db
    .selectFrom("sync_pages")
    .select("page")
    .where("step_id", "=", stepId)
    .where("page", "=", 0)
    .executeTakeFirst();
  return first === undefined || gap === undefined ? 0 : gap.page + 1;
}

export type StepChange =
  | { readonly state: "planning"; readonly mode: StepMode }
  | { readonly state: "writing"; readonly read: number }
  | { readonly state: "waiting"; readonly reason: string; readonly calls: Calls }
  | {
      readonly state: "done" | "stopped";
      readonly reason: string | null;
      readonly calls: Calls;
      readonly emptiedAfterLeaving?: number;
    };

/** Moves a step on, as long as the run is this holder's. */
export async function moveStep(
  db: Kysely<Tables>,
  held: { readonly runId: string; readonly holder: string },
  name: StepName,
  change: StepChange,
): Promise<void> {
  const calls = "calls" in change ? change.calls : { krr: 0, register: 0 };
  const ended = change.state === "done" || change.state === "stopped";
  const { numUpdatedRows } = await db
    .updateTable("sync_steps")
    .set({
      state: change.state,
      reason: "reason" in change ? change.reason : null,
      ...("mode" in change && { mode: change.mode }),
      ...("read" in change && { complete: true, read_records: change.read }),
      ...("emptiedAfterLeaving" in change && { emptied_after_leaving: change.emptiedAfterLeaving }),
      started_at: sql<Date>`coalesce(started_at, now())`,
      ended_at: ended ? sql<Date>`now()` : null,
      krr_calls: sql<number>`krr_calls + ${calls.krr}::int`,
      register_calls: sql<number>`register_calls + ${calls.register}::int`,
    })
    .where("run_id", "=", held.runId)
    .where("register_id", "=", name.registerId)
    .where("population", "=", name.population)
    .where(isHeldBy(held))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new RunLost();
}

/** True in the database as long as the run is running and nobody else has taken it over. */
export function isHeldBy({ runId, holder }: { readonly runId: string; readonly holder: string }) {
  return sql<boolean>`exists (
    select from sync_runs where run_id = ${runId} and holder = ${holder} and state = 'running'
  )`;
}
