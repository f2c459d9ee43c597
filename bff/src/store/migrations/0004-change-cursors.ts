import { sql, type Kysely } from "kysely";

/** How far each municipality has followed KRR's feed of changes (decision 016). Only adds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("change_cursors")
    .addColumn("org_number", "text", (column) => column.primaryKey())
    .addColumn("cursor", "bigint", (column) => column.notNull())
    .addColumn("holder", "text")
    .addColumn("moved_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}
