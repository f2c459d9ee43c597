import type { Database } from "../../../store/database.ts";
import type { StepName } from "../../../ports/sync-runs.ts";

type Db = Database["db"];

const DAY_MS = 24 * 60 * 60 * 1000;

/** Nothing stands in the book, and nobody has approved anything. */
export async function emptyBook(db: Db): Promise<void> {
  await db.deleteFrom("sync_runs").execute();
  await db.deleteFrom("sync_approvals").execute();
  await db.deleteFrom("sync_departures").execute();
  await db.deleteFrom("sync_deletions").execute();
  await db.deleteFrom("last_answers").execute();
}

/** As after the first run of a register that had nothing to change: whatever is out of proportion stops it still. */
export async function approveNothing(db: Db, names: readonly StepName[]): Promise<void> {
  const allowance = JSON.stringify({ changed: 0, emptied: 0, read: 1_000_000 });
  await db
    .insertInto("sync_approvals")
    .values(names.map(({ registerId, population }) => ({ register_id: registerId, population, allowance })))
    .execute();
}

/** The holder of the run has been silent for longer than it may be. */
export async function letHoldPass(db: Db): Promise<void> {
  await db
    .updateTable("sync_runs")
    .set({ held_until: new Date(0) })
    .where("state", "=", "running")
    .execute();
}

/** So many days pass for everybody who has left. */
export async function letDaysPass(db: Db, days: number): Promise<void> {
  const left = await db.selectFrom("sync_departures").select(["person_id", "left_at"]).execute();
  for (const { person_id, left_at } of left)
    await db
      .updateTable("sync_departures")
      .set({ left_at: new Date(left_at.getTime() - days * DAY_MS) })
      .where("person_id", "=", person_id)
      .execute();
}

/** What the book says was deleted, in the order of the persons' keyed hashes. */
export function deletionsIn(db: Db) {
  return db
    .selectFrom("sync_deletions")
    .select(["register_id", "population", "person", "fields_emptied"])
    .orderBy("person")
    .execute();
}

/** Everything in the book that could hold a value, as text. */
export async function sealedIn(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom("sync_pages").select("sealed_writes").execute();
  return rows.flatMap(({ sealed_writes }) => sealed_writes ?? []);
}
