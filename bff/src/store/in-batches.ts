import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Tables } from "./tables.ts";

/** So few that no batch holds its locks for long, nor runs into the time that a statement has. */
const BATCH = 10_000;

/**
 * Deletes the rows of which `past` is true, a batch at a time (SN12). A row that somebody is at just now is left for
 * the next time, so that no request waits for this, and this for none.
 */
export function deleteInBatches(
  db: Kysely<Tables>,
  table: keyof Tables,
  past: RawBuilder<boolean>,
): Promise<void> {
  return repeated(db, sql`delete from ${sql.table(table)} where ${isInBatch(table, past)}`);
}

/** Drops the copies of which `past` is true, in the same way. */
export function dropCopiesInBatches(db: Kysely<Tables>, past: RawBuilder<boolean>): Promise<void> {
  const batch = isInBatch("last_answers", past);
  return repeated(db, sql`update last_answers set sealed = null, sealed_at = null where ${batch}`);
}

function isInBatch(table: keyof Tables, past: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql<boolean>`ctid = any(array(
    select ctid from ${sql.table(table)} where ${past} limit ${BATCH} for update skip locked))`;
}

async function repeated(db: Kysely<Tables>, statement: RawBuilder<unknown>): Promise<void> {
  for (let done = BATCH; done === BATCH;) {
    const { numAffectedRows } = await statement.execute(db);
    done = Number(numAffectedRows ?? 0n);
  }
}
