import { Migrator, type Migration } from "kysely/migration";
import type { Kysely } from "kysely";
import * as sessionsAndRefreshes from "./migrations/0001-sessions-and-refreshes.ts";
import * as copiesOfAnswers from "./migrations/0002-copies-of-answers.ts";
import * as syncRuns from "./migrations/0003-sync-runs.ts";
import * as changeCursors from "./migrations/0004-change-cursors.ts";
import * as overlay from "./migrations/0005-overlay.ts";
import type { Tables } from "./tables.ts";

/** In order of name; named here and not found on disk, so that a bundle holds them all. */
const MIGRATIONS: Record<string, Migration> = {
  "0001-sessions-and-refreshes": sessionsAndRefreshes,
  "0002-copies-of-answers": copiesOfAnswers,
  "0003-sync-runs": syncRuns,
  "0004-change-cursors": changeCursors,
  "0005-overlay": overlay,
};

/** Brings the schema up to date under the migrator's own lock, so that of two starters one migrates and the other waits. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
