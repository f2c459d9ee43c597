import { sql, type Kysely } from "kysely";
import type { Tables } from "../tables.ts";

export interface DumpedRow {
  readonly table: string;
  /** Every column by name and value, as JSON. */
  readonly row: string;
}

/** Every row of every table there is, asked of the catalog, so that a table that is added later is not forgotten. */
export async function dumpOf(db: Kysely<Tables>): Promise<readonly DumpedRow[]> {
  const tables = await sql<{ table: string }>`
    select table_schema || '.' || table_name as "table" from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    order by 1`.execute(db);
  const dumped: DumpedRow[] = [];
  for (const { table } of tables.rows) {
    const { rows } = await sql<{
      row: string;
    }>`select to_jsonb(t)::text as row from ${sql.table(table)} as t`.execute(db);
    dumped.push(...rows.map(({ row }) => ({ table, row })));
  }
  return dumped;
}

/** A table that no migration knows, with one text in it. */
export async function addForeignTable(db: Kysely<Tables>, text: string): Promise<void> {
  await sql`create schema later`.execute(db);
  await sql`create table later.notes (note bytea)`.execute(db);
  await sql`insert into later.notes values (${Buffer.from(text)})`.execute(db);
}
