import { Migrator, type Migration } from "kysely/migration";
import { sql, type Kysely } from "kysely";
import { guarded } from "./guarded.ts";
import * as sessionsAndRefreshes from "./migrations/0001-sessions-and-refreshes.ts";
import * as copiesOfAnswers from "./migrations/0002-copies-of-answers.ts";
import * as syncRuns from "./migrations/0003-sync-runs.ts";
import * as changeCursors from "./migrations/0004-change-cursors.ts";
import * as overlay from "./migrations/0005-overlay.ts";
import * as endedIdportenSessions from "./migrations/0006-ended-idporten-sessions.ts";
import * as rateLimits from "./migrations/0007-rate-limits.ts";
import * as lookups from "./migrations/0008-lookups.ts";
import type { Tables } from "./tables.ts";

/** In order of name; named here and not found on disk, so that a bundle holds them all. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-sessions-and-refreshes": sessionsAndRefreshes,
  "0002-copies-of-answers": copiesOfAnswers,
  "0003-sync-runs": syncRuns,
  "0004-change-cursors": changeCursors,
  "0005-overlay": overlay,
  "0006-ended-idporten-sessions": endedIdportenSessions,
  "0007-rate-limits": rateLimits,
  "0008-lookups": lookups,
};

/** What a newer release has done, for the migrator, which wants to know all that was ever done. */
const BY_ANOTHER_RELEASE: Migration = { up: () => Promise.resolve() };

/** The schema is not one that this release, or one before or after it, has made. */
export class SchemaUnknown extends Error {
  override readonly name = "SchemaUnknown";
}

/**
 * Brings the schema up to date under the migrator's own lock, so that of two starters one migrates and the other waits.
 * A schema that a newer release has brought further is left as it is: whatever it has added, this release goes on
 * beside it (docs/database.md). Throws `StoreUnavailable` when it can be tried again.
 *
 * @returns what a newer release has done.
 */
export async function migrate(
  db: Kysely<Tables>,
  own: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<readonly string[]> {
  for (;;) {
    const newer = await doneByNewer(db, own);
    const all = { ...own, ...Object.fromEntries(newer.map((name) => [name, BY_ANOTHER_RELEASE])) };
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(all) } });
    const { error } = await migrator.migrateToLatest();
    if (error === undefined) return newer;
    // It was refused because a newer release was faster, or it was not.
    if ((await doneByNewer(db, own)).length === newer.length) await guarded(() => Promise.reject(error));
  }
}

async function doneByNewer(
  db: Kysely<Tables>,
  own: Readonly<Record<string, Migration>>,
): Promise<readonly string[]> {
  const last = Object.keys(own).toSorted().at(-1) ?? "";
  const others = (await guarded(() => migrationsDone(db))).filter((name) => !Object.hasOwn(own, name));
  const unknown = others.filter((name) => name < last);
  if (unknown.length > 0)
    throw new SchemaUnknown(`the schema has migrations that nobody knows: ${unknown.join(", ")}`);
  return others;
}

async function migrationsDone(db: Kysely<Tables>): Promise<readonly string[]> {
  const table = await sql<{
    there: boolean;
  }>`select to_regclass('kysely_migration') is not null as there`.execute(db);
  if (table.rows[0]?.there !== true) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

export interface MigrationState {
  /** How many of this release's have been run. */
  readonly applied: number;
  /** Of this release, not run yet, in order. */
  readonly pending: readonly string[];
  /** Run by a release that is not this one. */
  readonly unknown: readonly string[];
}

/** How far the schema is, as this release counts. Promises to read alone. */
export async function readMigrations(db: Kysely<Tables>): Promise<MigrationState> {
  const done = await migrationsDone(db);
  const own = Object.keys(MIGRATIONS);
  const pending = own.filter((name) => !done.includes(name));
  return {
    applied: own.length - pending.length,
    pending,
    unknown: done.filter((name) => !Object.hasOwn(MIGRATIONS, name)),
  };
}
