import { sql, type Kysely } from "kysely";
import type { LastAnswers } from "../ports/last-answers.ts";
import { guarded } from "./guarded.ts";
import type { Tables } from "./tables.ts";

/** Times of good answers, without what was answered: no copy of contact data is kept here. */
export function createLastAnswers(db: Kysely<Tables>): LastAnswers {
  return {
    record: (subject, registerIds, at) =>
      guarded(async () => {
        if (registerIds.length === 0) return;
        await db
          .insertInto("last_answers")
          .values(registerIds.map((id) => ({ subject, register_id: id, answered_at: at })))
          .onConflict((conflict) =>
            conflict
              .columns(["subject", "register_id"])
              .doUpdateSet({ answered_at: sql<Date>`excluded.answered_at` }),
          )
          .execute();
      }),

    find: (subject) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("last_answers")
          .select(["register_id", "answered_at"])
          .where("subject", "=", subject)
          .execute();
        return new Map(rows.map((row) => [row.register_id, row.answered_at]));
      }),
  };
}
