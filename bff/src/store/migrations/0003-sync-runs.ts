import { sql, type Kysely } from "kysely";

/** The book of the nightly run (decision 015). Only adds: the release before goes on beside it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sync_runs")
    .addColumn("run_id", "text", (column) => column.primaryKey())
    .addColumn("occurrence", "text", (column) => column.unique())
    .addColumn("dry_run", "boolean", (column) => column.notNull())
    .addColumn("request", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull().defaultTo("running"))
    .addColumn("started_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn("finished_at", "timestamptz")
    .addColumn("holder", "text", (column) => column.notNull())
    .addColumn("held_until", "timestamptz", (column) => column.notNull())
    .execute();
  await createSteps(db);
  await db.schema
    .createTable("sync_pages")
    .addColumn("step_id", "integer", (column) =>
      column.notNull().references("sync_steps.step_id").onDelete("cascade"),
    )
    .addColumn("page", "integer", (column) => column.notNull())
    .addColumn("next_cursor", "text")
    .addColumn("person_ids", sql`text[]`)
    .addColumn("tally", "jsonb", (column) => column.notNull())
    .addColumn("quarantined", "jsonb", (column) => column.notNull())
    .addColumn("sealed_writes", "text")
    .addPrimaryKeyConstraint("sync_pages_pk", ["step_id", "page"])
    .execute();
  await createStandings(db);
}

async function createSteps(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sync_steps")
    .addColumn("step_id", "integer", (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn("run_id", "text", (column) =>
      column.notNull().references("sync_runs.run_id").onDelete("cascade"),
    )
    .addColumn("register_id", "text", (column) => column.notNull())
    .addColumn("population", "text", (column) => column.notNull())
    .addColumn("mode", "text", (column) => column.notNull().defaultTo("write"))
    .addColumn("state", "text", (column) => column.notNull().defaultTo("waiting"))
    .addColumn("reason", "text")
    .addColumn("complete", "boolean", (column) => column.notNull().defaultTo(false))
    .addColumn("read_records", "integer")
    .addColumn("krr_calls", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("register_calls", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("emptied_after_leaving", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("started_at", "timestamptz")
    .addColumn("ended_at", "timestamptz")
    .addUniqueConstraint("sync_steps_name", ["run_id", "register_id", "population"])
    .execute();
}

/** What outlives a run: what people have approved, and who has left. */
async function createStandings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sync_approvals")
    .addColumn("register_id", "text", (column) => column.notNull())
    .addColumn("population", "text", (column) => column.notNull())
    .addColumn("approved_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn("allowance", "jsonb", (column) => column.notNull())
    .addPrimaryKeyConstraint("sync_approvals_pk", ["register_id", "population"])
    .execute();
  await db.schema
    .createTable("sync_departures")
    .addColumn("register_id", "text", (column) => column.notNull())
    .addColumn("population", "text", (column) => column.notNull())
    .addColumn("person_id", "text", (column) => column.notNull())
    .addColumn("left_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint("sync_departures_pk", ["register_id", "population", "person_id"])
    .execute();
  await db.schema
    .createTable("sync_deletions")
    .addColumn("register_id", "text", (column) => column.notNull())
    .addColumn("population", "text", (column) => column.notNull())
    .addColumn("person", "text", (column) => column.notNull())
    .addColumn("fields_emptied", "integer", (column) => column.notNull())
    .addColumn("deleted_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}
