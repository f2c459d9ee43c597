import type { Kysely } from "kysely";
import type { Keyring } from "../platform/keyring.ts";
import type { Population } from "../domain/sync/population.ts";
import type { PlannedWrite } from "../domain/sync/plan-sync.ts";
import { ListUnreadable, type Difference } from "../ports/sync-runs.ts";
import { guarded } from "./guarded.ts";
import { readWrites } from "./sync-forms.ts";
import { placeOfWrites } from "./sync-pages.ts";
import type { Tables } from "./tables.ts";

const PAGES_AT_A_TIME = 10;

/** What a run plans, a few pages at a time, so that a list of any length fits in memory. */
export async function* differencesOf(
  db: Kysely<Tables>,
  keyring: Keyring,
  runId: string,
): AsyncGenerator<Difference> {
  const steps = await guarded(() =>
    db
      .selectFrom("sync_steps")
      .select(["step_id", "register_id", "population"])
      .where("run_id", "=", runId)
      .orderBy("step_id")
      .execute(),
  );
  for (const { step_id, register_id, population } of steps) {
    let after = -1;
    for (;;) {
      const rows = await guarded(() => sealedPages(db, step_id, after));
      for (const { page, sealed_writes } of rows) {
        const text = await keyring.open(sealed_writes ?? "", placeOfWrites(step_id, page));
        const writes = text === null ? null : readWrites(text);
        // An empty list would be approved as one that changes nothing.
        if (writes === null) throw new ListUnreadable();
        for (const write of writes) yield* linesOf(register_id, population, write);
        after = page;
      }
      if (rows.length < PAGES_AT_A_TIME) break;
    }
  }
}

function sealedPages(db: Kysely<Tables>, stepId: number, after: number) {
  return (
    db
      .selectFrom("sync_pages")
      .select(["page", "sealed_writes"])
      .where("step_id", "=", stepId)
      .where("sealed_writes", "is not", null)
      // The sweep leaves an empty text where the time of a list is over.
      .where("sealed_writes", "!=", "")
      .where("page", ">", after)
      .orderBy("page")
      .limit(PAGES_AT_A_TIME)
      .execute()
  );
}

function linesOf(registerId: string, population: Population, write: PlannedWrite): Difference[] {
  return write.changes.map(({ change, kind, before }) => ({
    registerId,
    population,
    personId: write.personId,
    field: change.field,
    kind,
    before,
    after: change.value,
  }));
}
