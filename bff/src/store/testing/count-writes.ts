import { sql, type Kysely } from "kysely";
import type { Tables } from "../tables.ts";

/** How many rows each statement that wrote to a table has written, in their order. */
export interface CountedWrites {
  rows(): Promise<readonly number[]>;
  forget(): Promise<void>;
}

/** Counts in the database itself, by a trigger, so that nothing written on any connection is missed. */
export async function countWrites(
  db: Kysely<Tables>,
  table: "sessions",
  write: "update" | "delete",
): Promise<CountedWrites> {
  await sql`create table counted_writes (at bigint generated always as identity, rows int not null)`.execute(
    db,
  );
  await sql`create function count_writes() returns trigger language plpgsql as $$
    begin insert into counted_writes (rows) select count(*) from written; return null; end $$`.execute(db);
  // oxlint-disable-next-line no-restricted-properties -- a keyword of the test's own, which no statement can bind
  await sql`create trigger count_writes after ${sql.raw(write)} on ${sql.table(table)}
    referencing old table as written for each statement execute function count_writes()`.execute(db);
  return {
    async rows() {
      const counted = await sql<{ rows: number }>`
        select rows from counted_writes where rows > 0 order by at`.execute(db);
      return counted.rows.map(({ rows }) => rows);
    },
    async forget() {
      await sql`delete from counted_writes`.execute(db);
    },
  };
}
