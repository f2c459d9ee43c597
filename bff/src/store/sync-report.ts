import { sql, type Kysely } from "kysely";
import type { RunReport, StepReport } from "../domain/sync/report.ts";
import type { Quarantined } from "../domain/sync/population.ts";
import { asNotCarriedOut, sumTallies } from "../domain/sync/tally.ts";
import { readQuarantined, readTally } from "./sync-forms.ts";
import { sumOfPages } from "./sync-pages.ts";
import type { Tables } from "./tables.ts";

/** How many quarantined records a report names; the others are counted. */
const NAMED = 20;

/** The report of one run, also of one that is still running; null when there is no such run. */
export async function readReport(db: Kysely<Tables>, wanted: string): Promise<RunReport | null> {
  const all = db.selectFrom("sync_runs").selectAll();
  const run = await (
    wanted === "latest" ? all.orderBy("started_at", "desc") : all.where("run_id", "=", wanted)
  )
    .limit(1)
    .executeTakeFirst();
  if (run === undefined) return null;
  const steps = await db
    .selectFrom("sync_steps")
    .selectAll()
    .select(
      sql<string>`coalesce(extract(epoch from coalesce(ended_at, now()) - started_at), 0)`.as("seconds"),
    )
    .where("run_id", "=", run.run_id)
    .orderBy("step_id")
    .execute();
  const reports: StepReport[] = [];
  for (const step of steps)
    reports.push({
      registerId: step.register_id,
      population: step.population,
      mode: step.mode,
      state: step.state,
      reason: step.reason,
      ...(await countsOf(db, step)),
      emptiedAfterLeaving: step.emptied_after_leaving,
      quarantined: await firstQuarantined(db, step.step_id),
      calls: { krr: step.krr_calls, register: step.register_calls },
      seconds: Number(step.seconds),
    });
  return {
    runId: run.run_id,
    trigger: run.occurrence === null ? "command" : "night",
    dryRun: run.dry_run,
    state: run.state,
    startedAt: run.started_at,
    finishedAt: run.finished_at,
    steps: reports,
  };
}

/** Writes that were planned and not carried out before the step was stopped count as failed. */
async function countsOf(
  db: Kysely<Tables>,
  step: { step_id: number; mode: StepReport["mode"]; state: StepReport["state"]; complete: boolean },
): Promise<Pick<StepReport, "tally" | "planned">> {
  if (step.mode !== "write" || !step.complete)
    return { tally: await sumOfPages(db, step.step_id), planned: true };
  if (step.state !== "stopped") return { tally: await sumOfPages(db, step.step_id), planned: false };
  const rows = await db
    .selectFrom("sync_pages")
    .select(["tally", sql<boolean>`sealed_writes is not null`.as("unwritten")])
    .where("step_id", "=", step.step_id)
    .execute();
  const parts = rows.map(({ tally, unwritten }) =>
    unwritten ? asNotCarriedOut(readTally(tally)) : readTally(tally),
  );
  return { tally: sumTallies(parts), planned: false };
}

async function firstQuarantined(db: Kysely<Tables>, stepId: number): Promise<readonly Quarantined[]> {
  const rows = await db
    .selectFrom("sync_pages")
    .select("quarantined")
    .where("step_id", "=", stepId)
    .where(sql<boolean>`jsonb_array_length(quarantined) > 0`)
    .orderBy("page")
    .limit(NAMED)
    .execute();
  return rows.flatMap(({ quarantined }) => readQuarantined(quarantined)).slice(0, NAMED);
}
