import { sql, type Kysely } from "kysely";

/** Who was looked up in a national register, when and why (LG6). Only adds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("lookups")
    .addColumn("looked_up_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn("occasion", "text", (column) => column.notNull())
    .addColumn("org_number", "text", (column) => column.notNull())
    .addColumn("subject", "text")
    .addColumn("persons", "integer", (column) => column.notNull())
    .addColumn("answered", "boolean", (column) => column.notNull())
    .execute();
  // Asked by time, when it is swept, and by person, when she wants to know.
  await db.schema.createIndex("lookups_looked_up_at").on("lookups").column("looked_up_at").execute();
  await db.schema.createIndex("lookups_subject").on("lookups").column("subject").execute();
}
