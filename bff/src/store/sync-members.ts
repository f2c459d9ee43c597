import { sql, type Kysely } from "kysely";
import type { StepName } from "../ports/sync-runs.ts";
import type { Tables } from "./tables.ts";

/** Which of these were read by the newest whole step of this register and population; nobody where there was none. */
export async function membersAmong(
  db: Kysely<Tables>,
  name: StepName,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const newest = db
    .selectFrom("sync_steps")
    .select("step_id")
    .where("register_id", "=", name.registerId)
    .where("population", "=", name.population)
    .where("complete", "=", true)
    .orderBy("step_id", "desc")
    .limit(1);
  const { rows } = await sql<{ person_id: string }>`
    select person_id from sync_pages cross join unnest(person_ids) as member (person_id)
    where step_id = (${newest}) and person_id = any(${[...personIds]}::text[])`.execute(db);
  return new Set(rows.map(({ person_id }) => person_id));
}
