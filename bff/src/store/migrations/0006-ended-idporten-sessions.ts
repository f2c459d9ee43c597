import { sql, type Kysely } from "kysely";

/** Which sessions ID-porten has ended (decision 019). Only adds: the release before goes on beside it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("ended_idporten_sessions")
    .addColumn("sid", "text", (column) => column.primaryKey())
    .addColumn("ended_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}
