import { sql, type Kysely, type RawBuilder } from "kysely";
import { guarded } from "./guarded.ts";
import { deleteInBatches, dropCopiesInBatches } from "./in-batches.ts";
import type { Tables } from "./tables.ts";

/** What has had its time, where a table can hold many such rows. */
const PAST: readonly [table: keyof Tables, past: RawBuilder<boolean>][] = [
  // Kept for a day after their end, so that the guardian is told why she was logged out.
  ["sessions", sql`created_at < now() - interval '26 hours'`],
  // Past its expiry and the tolerated skew, a logout token is refused for its age.
  ["used_logout_tokens", sql`expires_at < now() - interval '1 hour'`],
  // Whatever log-in was under way when it was noted has ended by itself.
  ["ended_idporten_sessions", sql`ended_at < now() - interval '3 hours'`],
  ["refreshes", sql`next_allowed_at < now() - interval '1 day'`],
  ["last_answers", sql`answered_at < now() - interval '90 days'`],
  // Of a value that still stands, the next run remembers anew where it came from.
  ["overlay", sql`fetched_at < now() - interval '2 years'`],
  // A limit's time is the clock of the process that counted; a moment more does no harm.
  ["rate_limits", sql`expire < (extract(epoch from now()) - 60) * 1000`],
  ["lookups", sql`looked_up_at < now() - interval '1 year'`],
  ["sync_deletions", sql`deleted_at < now() - interval '5 years'`],
];

/** Deletes what has had its time, so that no row about a person outlives its use. */
export async function sweep(db: Kysely<Tables>, { copyHours }: { copyHours: number }): Promise<void> {
  await guarded(async () => {
    await dropCopiesInBatches(db, sql`sealed_at <= now() - ${copyHours} * interval '1 hour'`);
    for (const [table, past] of PAST) await deleteInBatches(db, table, past);
    await sweepRuns(db);
  });
}

/** Lists with values are there to be looked at and approved, for a month; reports without any for a year. */
async function sweepRuns(db: Kysely<Tables>): Promise<void> {
  await db
    .updateTable("sync_pages")
    // Not null, which says that they are written: the report goes on to count them as not carried out.
    .set({ sealed_writes: "" })
    .where("sealed_writes", "!=", "")
    .where("step_id", "in", (steps) =>
      steps
        .selectFrom("sync_steps")
        .innerJoin("sync_runs", "sync_runs.run_id", "sync_steps.run_id")
        .select("step_id")
        .where("sync_runs.state", "=", "finished")
        .where("sync_runs.started_at", "<", sql<Date>`now() - interval '30 days'`),
    )
    .execute();
  await db
    .deleteFrom("sync_runs")
    .where("started_at", "<", sql<Date>`now() - interval '1 year'`)
    .execute();
}
