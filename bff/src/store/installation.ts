import { sql, type Kysely } from "kysely";
import type { Installation, SyncStanding } from "../ports/installation.ts";
import { guarded } from "./guarded.ts";
import { readMigrations } from "./migrate.ts";
import { isLive } from "./session-life.ts";
import type { Tables } from "./tables.ts";

/** Reads how the installation is. Promises three short queries, and nothing about anybody. */
export async function readInstallation(db: Kysely<Tables>): Promise<Installation> {
  return guarded(async () => ({
    liveSessions: await countLive(db),
    sync: await readStandings(db),
    migrations: await readMigrations(db),
  }));
}

async function countLive(db: Kysely<Tables>): Promise<number> {
  const { count } = await db
    .selectFrom("sessions")
    .select(sql<string>`count(*)`.as("count"))
    .where(isLive)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function readStandings(db: Kysely<Tables>): Promise<readonly SyncStanding[]> {
  const rows = await db
    .selectFrom("sync_steps")
    .innerJoin("sync_runs", "sync_runs.run_id", "sync_steps.run_id")
    .distinctOn(["register_id", "population"])
    .select(["register_id", "population", "mode", "sync_steps.state", "reason", "ended_at"])
    .select([
      sql<Date>`sync_steps.started_at`.as("started_at"),
      sql<Date | null>`max(ended_at) filter (where sync_steps.state = 'done')
        over (partition by register_id, population)`.as("last_success_at"),
    ])
    .where("dry_run", "=", false)
    .where("sync_steps.started_at", "is not", null)
    .orderBy("register_id")
    .orderBy("population")
    .orderBy("sync_steps.started_at", "desc")
    .execute();
  return rows.map(
    ({ register_id, population, last_success_at, mode, state, reason, started_at, ended_at }) => ({
      registerId: register_id,
      population,
      lastSuccessAt: last_success_at,
      last: { mode, state, reason, startedAt: started_at, endedAt: ended_at },
    }),
  );
}
