import { closeAtEnd, type Closing } from "./close-at-end.ts";
import { readConfig, type Config } from "./config.ts";
import { requestContext } from "./http/request-context.ts";
import { listen } from "./listen.ts";
import { startObserving, type RunningObserver } from "./observe.ts";
import { openStore, untilPossible, type Store } from "./open-store.ts";
import { randomSessionKey } from "./platform/keyring.ts";
import { createLogger, type Logger } from "./platform/logger.ts";
import { StoreUnavailable } from "./ports/store-unavailable.ts";
import { readInstallation, sweep, type Database } from "./store/index.ts";
import { startWorker } from "./worker.ts";

const SWEEP_EVERY_MS = 10 * 60 * 1000;

await start();

/**
 * Starts this process. It listens before the database is there, so that whoever looks after it sees a process that lives
 * and is not ready yet. Anything that waiting does not mend ends it with a line that says what.
 */
async function start(): Promise<void> {
  const read = readConfig();
  if (!read.ok) {
    const logger = createLogger("info");
    for (const fault of read.faults) logger.fatal({ fault }, "configuration_fault");
    process.exitCode = 1;
    return;
  }
  // Both halves of the process open what the other has sealed.
  const config = { ...read.config, sessionKeys: read.config.sessionKeys ?? [randomSessionKey()] };
  const logger = createLogger(config.logLevel, requestContext);
  const closing = closeAtEnd(logger, config.shutdown.deadlineSeconds);
  try {
    await startParts(config, logger, closing);
  } catch (error) {
    // Called off while it waited.
    if (closing.begun.aborted) return;
    // Our own errors say what is wrong without quoting anything; a driver's may not.
    logger.fatal(
      { error: error instanceof Error ? error.name : "unknown", reason: reasonOf(error) },
      "start_failed",
    );
    // Half a portal is none: what has begun would keep the process alive.
    process.exit(1);
  }
}

async function startParts(config: Config, logger: Logger, closing: Closing): Promise<void> {
  const observer = await startObserving({ config, logger, clock });
  closing.last(() => observer.stop());
  const store = await openStore(config, logger, closing);
  const { database } = store;
  observer.database(
    () => readInstallation(database.db),
    () => (closing.begun.aborted ? Promise.reject(new StoreUnavailable("stopping")) : database.ping()),
  );
  observer.pool("interactive", () => database.pool());
  closing.first(startSweeping(config, database, logger));
  if (config.role !== "worker") closing.first(await listen({ config, database, logger, observer, clock }));
  await store.bringUpToDate();
  if (config.role !== "web") await work({ config, store, logger, observer, closing });
}

/**
 * The half that works by the schedule. On Postgres it has connections of its own, with more patience than a page has,
 * so that neither waits for the other (SY9); PGlite serves one process with one connection.
 */
async function work(options: {
  config: Config;
  store: Store;
  logger: Logger;
  observer: RunningObserver;
  closing: Closing;
}): Promise<void> {
  const { config, store, logger, observer, closing } = options;
  const database = await store.openMore("nightly");
  if (config.database.engine === "postgres") observer.pool("nightly", () => database.pool());
  const parts = { config, database, logger, observer, clock };
  const worker = await untilPossible(() => startWorker(parts), logger, closing);
  closing.first(() => worker.stop());
}

function startSweeping(config: Config, database: Database, logger: Logger): () => Promise<void> {
  const sweeper = setInterval(() => {
    sweep(database.db, { copyHours: config.answerCopyHours }).catch(() => {
      logger.warn("sweep_failed");
    });
  }, SWEEP_EVERY_MS);
  return () => {
    clearInterval(sweeper);
    return Promise.resolve();
  };
}

function clock(): Date {
  return new Date();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "FolderInUse" || error.name === "SchemaUnknown") return error.message;
  // ECONNREFUSED, 3D000, 28P01: codes hold nothing secret, messages may.
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
