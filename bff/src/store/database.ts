import { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, PostgresDialect, sql } from "kysely";
import { Pool } from "pg";
import { guarded } from "./guarded.ts";
import { lockFolder } from "./folder-lock.ts";
import type { Tables } from "./tables.ts";

/** Which engine, and where. */
export type DatabaseSetting =
  | { readonly engine: "postgres"; readonly connectionString: string }
  /** `folder` null = in memory. */
  | { readonly engine: "pglite"; readonly folder: string | null };

export interface Database {
  readonly db: Kysely<Tables>;
  /** What the job queue, which speaks to the engine by itself, is to use. */
  readonly engine: DatabaseEngine;
  /** Throws `StoreUnavailable` when a trivial query fails. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export type DatabaseEngine =
  | { readonly name: "postgres"; readonly connectionString: string }
  | { readonly name: "pglite"; readonly pglite: PGlite };

/** How long a statement may take: a page waits for seconds, the nightly run compares whole populations. */
export type Patience = "interactive" | "nightly";

/** Opens the database; the same SQL runs on both engines, and the store's tests run on both. */
export async function openDatabase(
  setting: DatabaseSetting,
  onIdleFault: () => void,
  patience: Patience = "interactive",
): Promise<Database> {
  return setting.engine === "postgres"
    ? openPostgres(setting.connectionString, onIdleFault, patience)
    : openPglite(setting.folder);
}

// All limits explicit: a caller gets 503 within four seconds, before ID-porten gives up a logout call (five).
const INTERACTIVE = { max: 10, connectionTimeoutMillis: 1000, statement_timeout: 2500, query_timeout: 3000 };
const NIGHTLY = { max: 4, connectionTimeoutMillis: 5000, statement_timeout: 120_000, query_timeout: 125_000 };

function openPostgres(connectionString: string, onIdleFault: () => void, patience: Patience): Database {
  const pool = new Pool({
    connectionString,
    application_name: "foresattportal",
    ...(patience === "nightly" ? NIGHTLY : INTERACTIVE),
    idle_in_transaction_session_timeout: 10_000,
    // A connection whose other end is gone without a word, as after a failover, is not kept for longer than this.
    keepAlive: true,
    maxLifetimeSeconds: 60,
  });
  // A connection that the server cuts is reported here, idle or in use; unheard, it would end the process.
  pool.on("error", onIdleFault);
  pool.on("connect", (client) => client.on("error", onIdleFault));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return databaseOn(db, { name: "postgres", connectionString });
}

async function openPglite(folder: string | null): Promise<Database> {
  const unlock = folder === null ? () => undefined : lockFolder(folder);
  try {
    return databaseIn(folder === null ? await PGlite.create() : await PGlite.create(folder), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A database on an instance that is there already; `afterClose` runs when it is closed. */
export function databaseIn(pglite: PGlite, afterClose: () => void = () => undefined): Database {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  const database = databaseOn(db, { name: "pglite", pglite });
  return {
    ...database,
    async close() {
      await database.close();
      // Kysely closes only what it has used.
      if (!pglite.closed) await pglite.close();
      afterClose();
    },
  };
}

function databaseOn(db: Kysely<Tables>, engine: DatabaseEngine): Database {
  return {
    db,
    engine,
    ping: () =>
      guarded(async () => {
        await sql`select 1`.execute(db);
      }),
    close: () => db.destroy(),
  };
}
