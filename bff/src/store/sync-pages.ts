import { sql, type Kysely } from "kysely";
import type { Keyring } from "../platform/keyring.ts";
import { RunLost, type PendingPage, type PlannedPage, type StepName } from "../ports/sync-runs.ts";
import { sumTallies, type Tally } from "../domain/sync/tally.ts";
import { readTally, readWrites, writeWrites } from "./sync-forms.ts";
import { isHeldBy } from "./sync-steps.ts";
import type { Tables } from "./tables.ts";

interface Held {
  readonly runId: string;
  readonly holder: string;
}

/** Where the writes of a page open, and nowhere else. */
export function placeOfWrites(stepId: number, page: number): string {
  return `sync_pages.sealed_writes ${String(stepId)} ${String(page)}`;
}

/** Keeps a planned page, its writes sealed; a page that is planned again takes the place of the first. */
export async function savePage(
  db: Kysely<Tables>,
  keyring: Keyring,
  held: Held,
  stepId: number,
  planned: PlannedPage,
  keep: { readonly writes: boolean },
): Promise<void> {
  const { page, writes } = planned;
  const sealed =
    keep.writes && writes.length > 0
      ? await keyring.seal(writeWrites(writes), placeOfWrites(stepId, page))
      : null;
  const { rows } = await sql`
    insert into sync_pages (step_id, page, next_cursor, person_ids, tally, quarantined, sealed_writes)
    select ${stepId}::int, ${page}::int, ${planned.nextCursor}::text, ${planned.personIds}::text[],
      ${JSON.stringify(planned.tally)}::jsonb, ${JSON.stringify(planned.quarantined)}::jsonb, ${sealed}::text
    where ${isHeldBy(held)}
    on conflict (step_id, page) do update set next_cursor = excluded.next_cursor, person_ids = excluded.person_ids,
      tally = excluded.tally, quarantined = excluded.quarantined, sealed_writes = excluded.sealed_writes
    returning page`.execute(db);
  if (rows.length === 0) throw new RunLost();
}

/** The pages with writes that have no outcome, in order. */
export async function pendingPages(
  db: Kysely<Tables>,
  keyring: Keyring,
  stepId: number,
  limit: number,
): Promise<PendingPage[]> {
  const rows = await db
    .selectFrom("sync_pages")
    .select(["page", "tally", "sealed_writes"])
    .where("step_id", "=", stepId)
    .where("sealed_writes", "is not", null)
    .orderBy("page")
    .limit(limit)
    .execute();
  return Promise.all(
    rows.map(async ({ page, tally, sealed_writes }) => {
      const text = await keyring.open(sealed_writes ?? "", placeOfWrites(stepId, page));
      return { page, writes: text === null ? null : readWrites(text), tally: readTally(tally) };
    }),
  );
}

/** Replaces plan by outcome, and forgets the values. */
export async function savePageOutcome(
  db: Kysely<Tables>,
  held: Held,
  stepId: number,
  page: number,
  outcome: Tally,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("sync_pages")
    .set({ tally: JSON.stringify(outcome), sealed_writes: null })
    .where("step_id", "=", stepId)
    .where("page", "=", page)
    .where(isHeldBy(held))
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new RunLost();
}

/** The sum of the pages' tallies. */
export async function sumOfPages(db: Kysely<Tables>, stepId: number): Promise<Tally> {
  const rows = await db.selectFrom("sync_pages").select("tally").where("step_id", "=", stepId).execute();
  return sumTallies(rows.map(({ tally }) => readTally(tally)));
}

/** Records of the newest whole step of this register and population in another run. */
export async function membersBefore(
  db: Kysely<Tables>,
  runId: string,
  name: StepName,
): Promise<number | null> {
  const step = await db
    .selectFrom("sync_steps")
    .select("read_records")
    .where("register_id", "=", name.registerId)
    .where("population", "=", name.population)
    .where("run_id", "!=", runId)
    .where("complete", "=", true)
    .orderBy("step_id", "desc")
    .limit(1)
    .executeTakeFirst();
  return step?.read_records ?? null;
}

/** Forgets the pages from this one on; throws `RunLost` also where there are none. */
export async function dropPages(db: Kysely<Tables>, held: Held, stepId: number, from: number): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`
    with dropped as (
      delete from sync_pages where step_id = ${stepId} and page >= ${from} and ${isHeldBy(held)}
    )
    select ${isHeldBy(held)} as held`.execute(db);
  if (rows[0]?.held !== true) throw new RunLost();
}
