import { sql, type Kysely } from "kysely";

/** Sessions, used logout tokens, the guard of «Oppdater» and the times of the last good answers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sessions")
    .addColumn("id_hash", "text", (column) => column.primaryKey())
    .addColumn("idporten_sid", "text")
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("sealed", "text", (column) => column.notNull())
    .addColumn("created_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn("last_seen_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema.createIndex("sessions_idporten_sid").on("sessions").column("idporten_sid").execute();
  await db.schema.createIndex("sessions_created_at").on("sessions").column("created_at").execute();
  await db.schema
    .createTable("used_logout_tokens")
    .addColumn("token_hash", "text", (column) => column.primaryKey())
    .addColumn("expires_at", "timestamptz", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("refreshes")
    .addColumn("subject", "text", (column) => column.primaryKey())
    .addColumn("lease_until", "timestamptz", (column) => column.notNull())
    .addColumn("next_allowed_at", "timestamptz", (column) => column.notNull())
    .addColumn("failures", "integer", (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createTable("last_answers")
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("register_id", "text", (column) => column.notNull())
    .addColumn("answered_at", "timestamptz", (column) => column.notNull())
    .addPrimaryKeyConstraint("last_answers_pk", ["subject", "register_id"])
    .execute();
}
