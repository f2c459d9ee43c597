import { sql, type Kysely } from "kysely";
import type { Keyring } from "../platform/keyring.ts";
import type { Departures } from "../ports/departures.ts";
import type { StepName } from "../ports/sync-runs.ts";
import { guarded } from "./guarded.ts";
import type { Tables } from "./tables.ts";

/** Who has left, found by comparing the pages of two whole steps inside the database. */
export function createDepartures(db: Kysely<Tables>, keyring: Keyring): Departures {
  return {
    settle: (runId, name) => guarded(() => settle(db, runId, name)),

    due: (name, days, limit) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("sync_departures")
          .select("person_id")
          .where("register_id", "=", name.registerId)
          .where("population", "=", name.population)
          .where("left_at", "<=", sql<Date>`now() - ${days} * interval '1 day'`)
          .orderBy("person_id")
          .limit(limit)
          .execute();
        return rows.map(({ person_id }) => person_id);
      }),

    forget: (name, left) =>
      guarded(async () => {
        if (left.length === 0) return;
        await db.transaction().execute(async (transaction) => {
          await transaction
            .insertInto("sync_deletions")
            .values(
              left.map(({ personId, fieldsEmptied }) => ({
                register_id: name.registerId,
                population: name.population,
                person: keyring.pseudonym(`${name.registerId} ${personId}`),
                fields_emptied: fieldsEmptied,
              })),
            )
            .execute();
          await transaction
            .deleteFrom("sync_departures")
            .where("register_id", "=", name.registerId)
            .where("population", "=", name.population)
            .where(
              "person_id",
              "in",
              left.map(({ personId }) => personId),
            )
            .execute();
        });
      }),
  };
}

async function settle(db: Kysely<Tables>, runId: string, name: StepName): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const steps = await transaction
      .selectFrom("sync_steps")
      .select(["step_id", "run_id"])
      .where("register_id", "=", name.registerId)
      .where("population", "=", name.population)
      .where("complete", "=", true)
      .orderBy("step_id", "desc")
      .execute();
    const present = steps.find((step) => step.run_id === runId);
    if (present === undefined) return 0;
    const earlier = steps.filter(({ step_id }) => step_id < present.step_id);
    await sql`
      delete from sync_departures where register_id = ${name.registerId} and population = ${name.population}
        and person_id in (${membersOf(present.step_id)})`.execute(transaction);
    const [before] = earlier;
    if (before !== undefined)
      await sql`
        insert into sync_departures (register_id, population, person_id)
        select ${name.registerId}, ${name.population}, person_id
        from (${membersOf(before.step_id)} except ${membersOf(present.step_id)}) as gone (person_id)
        on conflict do nothing`.execute(transaction);
    for (const { step_id } of earlier)
      await transaction
        .updateTable("sync_pages")
        .set({ person_ids: null })
        .where("step_id", "=", step_id)
        .where("person_ids", "is not", null)
        .execute();
    const { count } = await transaction
      .selectFrom("sync_departures")
      .select(sql<number>`count(*)::int`.as("count"))
      .where("register_id", "=", name.registerId)
      .where("population", "=", name.population)
      .executeTakeFirstOrThrow();
    return count;
  });
}

function membersOf(stepId: number) {
  return sql`select unnest(person_ids) from sync_pages where step_id = ${stepId}`;
}
