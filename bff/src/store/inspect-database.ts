import { existsSync } from "node:fs";
import { sql } from "kysely";
import type { Clock } from "../ports/clock.ts";
import type { DatabaseInspection, DatabaseState } from "../ports/inspection.ts";
import { openDatabase, type Database, type DatabaseSetting } from "./database.ts";
import { FolderInUse } from "./folder-lock.ts";
import { codeOf } from "./guarded.ts";
import { readMigrations } from "./migrate.ts";

type OpenState = Extract<DatabaseState, { state: "open" }>;

interface Told {
  readonly now: Date;
  readonly version: string;
  readonly read_only: boolean;
  readonly may_migrate: boolean;
  readonly may_have_jobs: boolean;
}

/**
 * Looks at the database with the portal's own limits. Promises that nothing is written: everything is read in a
 * transaction that the database itself keeps to reading, and no folder is made.
 */
export function createDatabaseInspection(setting: DatabaseSetting, clock: Clock): DatabaseInspection {
  return {
    async look() {
      if (setting.engine === "pglite" && setting.folder === null) return { state: "in-memory" };
      if (setting.engine === "pglite" && !existsSync(setting.folder ?? "")) return { state: "absent" };
      try {
        const database = await openDatabase(setting, () => undefined);
        try {
          return await inspectOpen(database, clock);
        } finally {
          await database.close();
        }
      } catch (error) {
        // A fault of our own is none of the database's.
        if (error instanceof TypeError) throw error;
        if (error instanceof FolderInUse) return { state: "in-use" };
        return { state: "unreachable", code: codeOf(error) ?? "no-connection" };
      }
    },
  };
}

/** What it says of itself and of its schema. */
export async function inspectOpen({ db }: Pick<Database, "db">, clock: Clock): Promise<OpenState> {
  // The first connection takes its time, which must not count as a difference of clocks.
  await sql`select 1`.execute(db);
  return db
    .transaction()
    .setAccessMode("read only")
    .execute(async (reading) => {
      const askedAt = clock().getTime();
      const { rows } = await sql<Told>`
        select
          clock_timestamp() as now,
          current_setting('server_version_num') as version,
          pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as read_only,
          coalesce(has_schema_privilege(current_schema(), 'create'), false) as may_migrate,
          exists (select from pg_namespace where nspname = 'pgboss')
            or has_database_privilege(current_database(), 'create') as may_have_jobs`.execute(reading);
      const between = (askedAt + clock().getTime()) / 2;
      const [told] = rows;
      if (told === undefined) throw new TypeError("one row was asked for");
      return {
        state: "open",
        version: Math.floor(Number(told.version) / 10_000),
        ...(await readMigrations(reading)),
        readOnly: told.read_only,
        mayMigrate: told.may_migrate,
        mayHaveJobs: told.may_have_jobs,
        aheadSeconds: Math.round((told.now.getTime() - between) / 1000),
      };
    });
}
