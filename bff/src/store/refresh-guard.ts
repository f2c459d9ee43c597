import { sql, type Kysely } from "kysely";
import type { RefreshGuard } from "../ports/refresh-guard.ts";
import { guarded } from "./guarded.ts";
import type { Tables } from "./tables.ts";

/** Longer than any «Oppdater» may take; after it a crashed one no longer stands in the way. */
const LEASE_SECONDS = 30;

/** Domain-rules 11.4. */
const PAUSE_SECONDS = 60;
const RETRIES_AT_ONCE = 3;

/** One row a guardian; admission is one statement, so that of two parallel presses exactly one is admitted. */
export function createRefreshGuard(db: Kysely<Tables>): RefreshGuard {
  return {
    admit: (subject) =>
      guarded(async () => {
        const lease = sql<Date>`now() + ${LEASE_SECONDS} * interval '1 second'`;
        const taken = await db
          .insertInto("refreshes")
          .values({ subject, lease_until: lease, next_allowed_at: sql<Date>`now()` })
          .onConflict((conflict) =>
            conflict
              .column("subject")
              .doUpdateSet({ lease_until: lease })
              .where("refreshes.lease_until", "<=", sql<Date>`now()`)
              .where("refreshes.next_allowed_at", "<=", sql<Date>`now()`),
          )
          .returning("subject")
          .executeTakeFirst();
        if (taken !== undefined) return { admitted: true };
        const row = await db
          .selectFrom("refreshes")
          .select(["lease_until", "next_allowed_at"])
          .select(sql<boolean>`lease_until > now()`.as("running"))
          .where("subject", "=", subject)
          .executeTakeFirstOrThrow();
        return row.running
          ? { admitted: false, because: "refresh-in-progress", retryAt: row.lease_until }
          : { admitted: false, because: "too-soon", retryAt: row.next_allowed_at };
      }),

    release: (subject, outcome) =>
      guarded(async () => {
        if (outcome === "not-run") {
          await db
            .updateTable("refreshes")
            .set({ lease_until: sql<Date>`now()` })
            .where("subject", "=", subject)
            .execute();
          return;
        }
        const failures = outcome === "done" ? sql<number>`0` : sql<number>`failures + 1`;
        const pause = sql<Date>`case when ${failures} between 1 and ${RETRIES_AT_ONCE}::int
          then now() else now() + ${PAUSE_SECONDS} * interval '1 second' end`;
        await db
          .updateTable("refreshes")
          .set({ lease_until: sql<Date>`now()`, next_allowed_at: pause, failures })
          .where("subject", "=", subject)
          .execute();
      }),
  };
}
