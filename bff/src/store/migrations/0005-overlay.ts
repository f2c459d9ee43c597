import { sql, type Kysely } from "kysely";

/** What the portal remembers for registers without origins (decision 017). Only adds: the release before goes on beside it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("overlay")
    .addColumn("register_id", "text", (column) => column.notNull())
    .addColumn("person_key", "text", (column) => column.notNull())
    .addColumn("field", "text", (column) => column.notNull())
    .addColumn("value_hash", "text", (column) => column.notNull())
    .addColumn("updated_at", "timestamptz")
    .addColumn("verified_at", "timestamptz")
    .addColumn("fetched_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint("overlay_pk", ["register_id", "person_key", "field"])
    .execute();
  // Looked through by every sweep, and as long as a municipality's population.
  await db.schema.createIndex("overlay_fetched_at").on("overlay").column("fetched_at").execute();
}
