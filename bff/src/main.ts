import { fileURLToPath } from "node:url";
import { existsSync } from "node:fs";
import { serve } from "@hono/node-server";
import closeWithGrace from "close-with-grace";
import { composeApp } from "./compose.ts";
import { readConfig, type Config } from "./config.ts";
import { requestContext } from "./http/request-context.ts";
import { createLogger, type Logger } from "./platform/logger.ts";
import { migrate, openDatabase, sweep, type Database } from "./store/index.ts";

const SWEEP_EVERY_MS = 10 * 60 * 1000;
const CLOSE_WITHIN_MS = 10_000;
/** Where the page is built to; absent in development, where Vite serves it. */
const SITE_ROOT = fileURLToPath(new URL("../../web/dist", import.meta.url));

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
  const { config } = read;
  const logger = createLogger(config.logLevel, requestContext);
  try {
    const database = await openStore(config, logger);
    await listen(config, database, logger);
  } catch (error) {
    // Our own errors say what is wrong without quoting anything; a driver's may not.
    logger.fatal(
      { error: error instanceof Error ? error.name : "unknown", reason: reasonOf(error) },
      "start_failed",
    );
    process.exitCode = 1;
  }
}

async function openStore(config: Config, logger: Logger): Promise<Database> {
  const database = await openDatabase(config.database, () => {
    logger.warn("store_connection_lost");
  });
  await migrate(database.db);
  return database;
}

async function listen(config: Config, database: Database, logger: Logger): Promise<void> {
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
  const sweeper = setInterval(() => {
    sweep(database.db, { copyHours: config.answerCopyHours }).catch(() => {
      logger.warn("sweep_failed");
    });
  }, SWEEP_EVERY_MS);
  closeWithGrace({ delay: CLOSE_WITHIN_MS, logger: false }, async ({ err, signal }) => {
    stopping = true;
    if (err === undefined) logger.info({ signal }, "stopping");
    else logger.fatal({ error: err.name }, "unhandled_error");
    clearInterval(sweeper);
    await new Promise((closed) => server.close(closed));
    await database.close();
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "FolderInUse") return error.message;
  // ECONNREFUSED, 3D000, 28P01: codes hold nothing secret, messages may.
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
