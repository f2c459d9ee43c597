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
  });
}
