import { randomUUID } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { RunLost, type Admission, type RunRequest } from "../ports/sync-runs.ts";
import type { Tables } from "./tables.ts";

/** How long a holder may be silent before somebody else goes on with its run; it speaks every few seconds. */
const HELD_FOR_SECONDS = 15;
/** A run that nobody has gone on with for so long is given up: the register's cursors live for a day, KRR's word not as long. */
const GIVEN_UP_AFTER_HOURS = 8;

export const heldUntil = sql<Date>`now() + ${HELD_FOR_SECONDS} * interval '1 second'`;

/** Admits one run at a time: under a lock, so that of two who ask in the same instant one is told that the other is at it. */
export async function admit(db: Kysely<Tables>, holder: string, request: RunRequest): Promise<Admission> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('sync_runs', 0))`.execute(transaction);
    const open = await transaction
      .selectFrom("sync_runs")
      .select(["run_id", "occurrence", "request"])
      .select(sql<boolean>`held_until > now()`.as("held"))
      .select(sql<boolean>`started_at < now() - ${GIVEN_UP_AFTER_HOURS} * interval '1 hour'`.as("old"))
      .where("state", "=", "running")
      .executeTakeFirst();
    if (open !== undefined) {
      if (open.held) return { state: "busy", runId: open.run_id };
      if (!open.old && isSame(open, request)) return takeOver(transaction, holder, open.run_id, request);
      // Tonight's run waits for its next try; who asks by hand must not end it.
      if (!open.old && open.occurrence !== null && request.occurrence === null)
        return { state: "busy", runId: open.run_id };
      await endRun(transaction, open.run_id, "given up");
    }
    const earlier = request.occurrence === null ? undefined : await runOf(transaction, request.occurrence);
    if (earlier !== undefined) return { state: "done", runId: earlier.run_id };
    return begin(transaction, holder, request);
  });
}

/** A firing is the same whatever is configured by now; what is asked for by hand is the same when it is about the same. */
function isSame(open: { occurrence: string | null; request: string }, request: RunRequest): boolean {
  if (open.occurrence !== request.occurrence) return false;
  return request.occurrence !== null || open.request === asText(request);
}

function asText({ dryRun, steps }: RunRequest): string {
  return JSON.stringify([dryRun, steps.map(({ registerId, population }) => [registerId, population])]);
}

async function takeOver(
  transaction: Kysely<Tables>,
  holder: string,
  runId: string,
  request: RunRequest,
): Promise<Admission> {
  await transaction
    .updateTable("sync_runs")
    .set({ holder, held_until: heldUntil })
    .where("run_id", "=", runId)
    .execute();
  await addSteps(transaction, runId, request);
  return { state: "admitted", runId, resumed: true };
}

function runOf(transaction: Kysely<Tables>, occurrence: string) {
  return transaction
    .selectFrom("sync_runs")
    .select("run_id")
    .where("occurrence", "=", occurrence)
    .executeTakeFirst();
}

async function begin(transaction: Kysely<Tables>, holder: string, request: RunRequest): Promise<Admission> {
  const runId = randomUUID();
  await transaction
    .insertInto("sync_runs")
    .values({
      run_id: runId,
      occurrence: request.occurrence,
      dry_run: request.dryRun,
      request: asText(request),
      holder,
      held_until: heldUntil,
    })
    .execute();
  await addSteps(transaction, runId, request);
  return { state: "admitted", runId, resumed: false };
}

/** A register that has been added since the run began has its step too. */
async function addSteps(transaction: Kysely<Tables>, runId: string, { steps }: RunRequest): Promise<void> {
  if (steps.length === 0) return;
  await transaction
    .insertInto("sync_steps")
    .values(
      steps.map(({ registerId, population }) => ({ run_id: runId, register_id: registerId, population })),
    )
    .onConflict((conflict) => conflict.columns(["run_id", "register_id", "population"]).doNothing())
    .execute();
}

/** Ends a run; steps that have not come to their end are stopped for this reason, or for the one that they waited for. */
async function endRun(db: Kysely<Tables>, runId: string, reason: string): Promise<void> {
  await db
    .updateTable("sync_steps")
    .set({ state: "stopped", ended_at: sql<Date>`now()`, reason: sql<string>`coalesce(reason, ${reason})` })
    .where("run_id", "=", runId)
    .where("state", "not in", ["done", "stopped"])
    .execute();
  await db
    .updateTable("sync_runs")
    .set({ state: "finished", finished_at: sql<Date>`now()`, held_until: sql<Date>`now()` })
    .where("run_id", "=", runId)
    .execute();
}

/** Ends the holder's own run; throws `RunLost` where it is somebody else's by now, or over. */
export async function endOwnRun(
  db: Kysely<Tables>,
  { runId, holder }: { readonly runId: string; readonly holder: string },
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const own = await transaction
      .selectFrom("sync_runs")
      .select("run_id")
      .where("run_id", "=", runId)
      .where("holder", "=", holder)
      .where("state", "=", "running")
      .forUpdate()
      .executeTakeFirst();
    if (own === undefined) throw new RunLost();
    await endRun(transaction, runId, "not carried out");
  });
}
