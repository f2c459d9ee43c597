import type { PGlite } from "@electric-sql/pglite";
import { Kysely, PGliteDialect, PostgresDialect, sql } from "kysely";
import type { PoolState } from "../ports/installation.ts";
import { createConnections } from "./connections.ts";
import { guarded } from "./guarded.ts";
import { lockFolder } from "./folder-lock.ts";
import { statementsTold } from "./statements-told.ts";
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
  /** Its connections now; null where there is one alone, within this process. */
  pool(): PoolState | null;
  close(): Promise<void>;
}

export type DatabaseEngine =
  | { readonly name: "postgres"; readonly connectionString: string }
  | { readonly name: "pglite"; readonly pglite: PGlite };

/** How long a statement may take: a page waits for seconds, the nightly run compares whole populations. */
export type Patience = "interactive" | "nightly" | "migrating";

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
const LIMITS = {
  interactive: { max: 10, connectionTimeoutMillis: 1500, statement_timeout: 2000, query_timeout: 2500 },
  nightly: { max: 4, connectionTimeoutMillis: 5000, statement_timeout: 120_000, query_timeout: 125_000 },
  // An index of many rows takes its time. Whoever waits for a table that others use makes all who come later wait too,
  // so that is given up soon, and tried again.
  migrating: {
    max: 1,
    connectionTimeoutMillis: 5000,
    statement_timeout: 15 * 60_000,
    query_timeout: 15 * 60_000 + 5000,
    lock_timeout: 2000,
  },
} as const satisfies Record<Patience, object>;

function openPostgres(connectionString: string, onIdleFault: () => void, patience: Patience): Database {
  const { pool, state } = createConnections(
    {
      connectionString,
      application_name: "foresattportal",
      ...LIMITS[patience],
      idle_in_transaction_session_timeout: 10_000,
      // A connection whose other end is gone without a word, as after a failover, is not kept for longer than this.
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      maxLifetimeSeconds: 60,
    },
    onIdleFault,
  );
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), ...statementsTold() });
  return { ...databaseOn(db, { name: "postgres", connectionString }), pool: state };
}

async function openPglite(folder: string | null): Promise<Database> {
  const unlock = folder === null ? () => undefined : lockFolder(folder);
  try {
    // Half of what there is to load, and nothing to whoever has Postgres.
    const { PGlite: Engine } = await import("@electric-sql/pglite");
    return databaseIn(folder === null ? await Engine.create() : await Engine.create(folder), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A database on an instance that is there already; `afterClose` runs when it is closed. */
export function databaseIn(pglite: PGlite, afterClose: () => void = () => undefined): Database {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), ...statementsTold() });
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
    pool: () => null,
    close: () => db.destroy(),
  };
}
