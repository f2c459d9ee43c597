import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { serve } from "@hono/node-server";
import closeWithGrace from "close-with-grace";
import { composeApp } from "./compose.ts";
import { readConfig, type Config } from "./config.ts";
import { requestContext } from "./http/request-context.ts";
import { randomSessionKey } from "./platform/keyring.ts";
import { createLogger, type Logger } from "./platform/logger.ts";
import { migrate, openDatabase, sweep, type Database, type Patience } from "./store/index.ts";
import { startWorker } from "./worker.ts";

const SWEEP_EVERY_MS = 10 * 60 * 1000;
const CLOSE_WITHIN_MS = 10_000;
/** Where the page is built to; absent in development, where Vite serves it. */
const SITE_ROOT = fileURLToPath(new URL("../../web/dist", import.meta.url));

/** Ends a part of the process in an orderly way. */
type Ending = () => Promise<void>;

await start();

/** Starts this process: configuration, database, server. Anything that is wrong ends it with a line that says what. */
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
  try {
    const database = await openStore(config, logger);
    const endings = [startSweeping(config, database, logger)];
    if (config.role !== "worker") endings.push(await listen(config, database, logger));
    if (config.role !== "web") endings.push(await work(config, database, logger));
    closeAtEnd(logger, database, endings);
  } catch (error) {
    // Our own errors say what is wrong without quoting anything; a driver's may not.
    logger.fatal(
      { error: error instanceof Error ? error.name : "unknown", reason: reasonOf(error) },
      "start_failed",
    );
    process.exitCode = 1;
  }
}

async function openStore(config: Config, logger: Logger, patience?: Patience): Promise<Database> {
  const onIdleFault = (): void => logger.warn("store_connection_lost");
  const database = await openDatabase(config.database, onIdleFault, patience);
  await migrate(database.db);
  return database;
}

/**
 * The half that works by the schedule. On Postgres it has connections of its own, with more patience than a page has,
 * so that neither waits for the other (SY9); PGlite serves one process with one connection.
 */
async function work(config: Config, database: Database, logger: Logger): Promise<Ending> {
  const own = config.database.engine === "postgres" ? await openStore(config, logger, "nightly") : null;
  const worker = await startWorker({ config, database: own ?? database, logger, clock: () => new Date() });
  return async () => {
    await worker.stop();
    await own?.close();
  };
}

async function listen(config: Config, database: Database, logger: Logger): Promise<Ending> {
  let stopping = false;
  const app = await composeApp({
    config,
    database,
    logger,
    clock: () => new Date(),
    stopping: () => stopping,
    siteRoot: existsSync(SITE_ROOT) ? SITE_ROOT : null,
  });
  const server = serve(
    {
      fetch: app.fetch,
      port: config.port,
      // Demo and tests stay on this machine; in production the platform decides who reaches the port.
      ...(!config.production && { hostname: "localhost" }),
      // Node looks for late senders every half minute unless told otherwise.
      serverOptions: { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 2000 },
    },
    () => {
      logger.info({ port: config.port, origin: config.publicOrigin }, "listening");
    },
  );
  server.on("error", (error) => {
    const busy = "code" in error && error.code === "EADDRINUSE";
    logger.fatal({ port: config.port, reason: busy ? "the port is in use" : error.name }, "start_failed");
    process.exit(1);
  });
  return async () => {
    stopping = true;
    await new Promise((closed) => server.close(closed));
  };
}

function startSweeping(config: Config, database: Database, logger: Logger): Ending {
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

/** Ends the parts side by side, and then the database that all of them use. */
function closeAtEnd(logger: Logger, database: Database, endings: readonly Ending[]): void {
  closeWithGrace({ delay: CLOSE_WITHIN_MS, logger: false }, async ({ err, signal }) => {
    if (err === undefined) logger.info({ signal }, "stopping");
    else logger.fatal({ error: err.name }, "unhandled_error");
    await Promise.all(endings.map((end) => end()));
    await database.close();
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "FolderInUse") return error.message;
  // ECONNREFUSED, 3D000, 28P01: codes hold nothing secret, messages may.
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
