import { sql, type Kysely } from "kysely";
import type { Keyring } from "../platform/keyring.ts";
import type { Departures } from "../ports/departures.ts";
import type { StepName } from "../ports/sync-runs.ts";
import { guarded } from "./guarded.ts";
import { createOverlayKeys } from "./overlay-keys.ts";
import type { Tables } from "./tables.ts";

/** Who has left, found by comparing the pages of two whole steps inside the database. */
export function createDepartures(db: Kysely<Tables>, keyring: Keyring): Departures {
  const overlayKeys = createOverlayKeys(keyring);
  return {
    settle: (runId, name) => guarded(() => settle(db, runId, name)),

    due: (name, days, limit) => guarded(() => due(db, name, days, limit)),

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
          await transaction
            .deleteFrom("overlay")
            .where("register_id", "=", name.registerId)
            .where(
              "person_key",
              "in",
              left.map(({ personId }) => overlayKeys.person(name.registerId, personId)),
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
    const earlier = steps.map(({ step_id }) => step_id).filter((stepId) => stepId < present.step_id);
    await sql`
      delete from sync_departures where register_id = ${name.registerId} and population = ${name.population}
        and person_id in (${membersOf([present.step_id])})`.execute(transaction);
    // All that still have their list, and not the last one alone: a night may have ended before it was settled. Whoever
    // had left before and stands on such a list had returned.
    await sql`
      insert into sync_departures (register_id, population, person_id)
      select ${name.registerId}, ${name.population}, person_id
      from (${membersOf(earlier)} except ${membersOf([present.step_id])}) as gone (person_id)
      on conflict (register_id, population, person_id) do update set left_at = excluded.left_at`.execute(
      transaction,
    );
    // Also of nights that were stopped or given up, which no later one is compared with.
    await sql`
      update sync_pages set person_ids = null
      where person_ids is not null and step_id in (
        select step_id from sync_steps
        where register_id = ${name.registerId} and population = ${name.population} and step_id < ${present.step_id}
      )`.execute(transaction);
    const { count } = await transaction
      .selectFrom("sync_departures")
      .select(sql<number>`count(*)::int`.as("count"))
      .where("register_id", "=", name.registerId)
      .where("population", "=", name.population)
      .executeTakeFirstOrThrow();
    return count;
  });
}

function membersOf(stepIds: readonly number[]) {
  return sql`select unnest(person_ids) from sync_pages where step_id = any(${[...stepIds]}::int[])`;
}

/** Whoever the register's other population still has is not due: her values there are needed (N1, N2). */
async function due(db: Kysely<Tables>, name: StepName, days: number, limit: number): Promise<string[]> {
  // `not in` over a list that depends on nothing is hashed once; a join might compare each with each.
  const membersOfOthers = sql`
    select unnest(person_ids) from sync_pages where step_id in (
      select max(step_id) from sync_steps
      where register_id = ${name.registerId} and population <> ${name.population} and complete
      group by population
    )`;
  const rows = await db
    .selectFrom("sync_departures")
    .select("person_id")
    .where("register_id", "=", name.registerId)
    .where("population", "=", name.population)
    .where("left_at", "<=", sql<Date>`now() - ${days} * interval '1 day'`)
    .where(sql<boolean>`person_id not in (${membersOfOthers})`)
    .orderBy("person_id")
    .limit(limit)
    .execute();
  return rows.map(({ person_id }) => person_id);
}
