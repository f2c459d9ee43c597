import type { Closing } from "./close-at-end.ts";
import type { Config } from "./config.ts";
import type { Logger } from "./platform/logger.ts";
import { persist } from "./platform/patience.ts";
import { StoreUnavailable } from "./ports/store-unavailable.ts";
import { closedUntil, migrate, openDatabase, type Database, type Patience } from "./store/index.ts";

/** Until the database is there: soon after it is, and never all replicas at once. */
const WAITS = { baseMs: 250, maxMs: 3000 };

export interface Store {
  /** Unavailable to everybody until the schema is up to date. */
  readonly database: Database;
  /**
   * Brings the schema up to date, however late the database appears (HE7). Throws what waiting does not mend, such as a
   * wrong password.
   */
  bringUpToDate(): Promise<void>;
  /** Connections of their own to the same database; closed with it. On PGlite, which has one, the same. */
  openMore(patience: Patience): Promise<Database>;
}

/** Opens the database. Promises that a Postgres which is not there yet is no fault; only what opens late is. */
export async function openStore(config: Config, logger: Logger, closing: Closing): Promise<Store> {
  let upToDate = false;
  const open = async (patience: Patience): Promise<Database> => {
    const opened = await openDatabase(config.database, () => logger.warn("store_connection_lost"), patience);
    closing.last(() => opened.close());
    return opened;
  };
  const database = await open("interactive");
  const isPostgres = config.database.engine === "postgres";
  return {
    database: closedUntil(database, () => upToDate),
    openMore: (patience) => (isPostgres ? open(patience) : Promise.resolve(database)),
    async bringUpToDate() {
      const migrating = isPostgres ? await openDatabase(config.database, () => undefined, "migrating") : null;
      try {
        const newer = await untilPossible(() => migrate((migrating ?? database).db), logger, closing);
        // A newer release has been here, and may be beside this one (docs/database.md).
        if (newer.length > 0) logger.info({ migrations: newer }, "schema_is_newer");
        upToDate = true;
      } finally {
        await migrating?.close();
      }
    },
  };
}

/** Repeats what needs the database until it is there. The log tells when what hinders it is another thing than before. */
export function untilPossible<T>(
  work: () => Promise<T>,
  logger: Logger,
  closing: Pick<Closing, "begun">,
): Promise<T> {
  let told: string | null = null;
  return persist(
    work,
    {
      passes: (error) => error instanceof StoreUnavailable,
      failure(error) {
        const code = error instanceof StoreUnavailable ? error.code : "unknown";
        if (code !== told) logger.warn({ code }, "store_awaited");
        told = code;
      },
      calledOff: closing.begun,
    },
    WAITS,
  );
}
