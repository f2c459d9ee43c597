import { sql, type Kysely } from "kysely";
import { guarded } from "./guarded.ts";
import type { Tables } from "./tables.ts";

/** Deletes what has had its time, so that no row about a person outlives its use. */
export async function sweep(db: Kysely<Tables>, { copyHours }: { copyHours: number }): Promise<void> {
  await guarded(async () => {
    // Kept for a day after their end, so that the guardian is told why she was logged out.
    await db
      .deleteFrom("sessions")
      .where("created_at", "<", sql<Date>`now() - interval '26 hours'`)
      .execute();
    // Past its expiry and the tolerated skew, a logout token is refused for its age.
    await db
      .deleteFrom("used_logout_tokens")
      .where("expires_at", "<", sql<Date>`now() - interval '1 hour'`)
      .execute();
    await db
      .deleteFrom("refreshes")
      .where("next_allowed_at", "<", sql<Date>`now() - interval '1 day'`)
      .execute();
    await db
      .updateTable("last_answers")
      .set({ sealed: null, sealed_at: null })
      .where("sealed_at", "<=", sql<Date>`now() - ${copyHours} * interval '1 hour'`)
      .execute();
    await db
      .deleteFrom("last_answers")
      .where("answered_at", "<", sql<Date>`now() - interval '90 days'`)
      .execute();
    // Of a value that still stands, the next run remembers anew where it came from.
    await db
      .deleteFrom("overlay")
      .where("fetched_at", "<", sql<Date>`now() - interval '2 years'`)
      .execute();
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
  await db
    .deleteFrom("sync_deletions")
    .where("deleted_at", "<", sql<Date>`now() - interval '5 years'`)
    .execute();
}
