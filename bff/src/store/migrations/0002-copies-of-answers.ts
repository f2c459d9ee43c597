import type { Kysely } from "kysely";

/** Sealed copies of the last good answers (decision 011). Only adds: the release before goes on beside it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("last_answers")
    .addColumn("sealed", "text")
    .addColumn("sealed_at", "timestamptz")
    .execute();
  await db.schema.createIndex("sessions_subject").on("sessions").column("subject").execute();
}
