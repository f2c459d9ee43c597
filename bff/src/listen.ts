import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import type { Ending } from "./close-at-end.ts";
import { composeApp } from "./compose.ts";
import type { Config } from "./config.ts";
import { closeConnections } from "./http/close-connections.ts";
import { refuseTunnels, SERVER_LIMITS } from "./http/server-limits.ts";
import type { Observer } from "./observe.ts";
import type { Logger } from "./platform/logger.ts";
import type { Clock } from "./ports/clock.ts";
import type { Database } from "./store/index.ts";

/** Where the page is built to; absent in development, where Vite serves it. */
const SITE_ROOT = fileURLToPath(new URL("../../web/dist", import.meta.url));

/**
 * Begins to answer requests. The end that it gives back loses none: at once it is no longer ready and asks for every
 * connection to be closed, then gives load balancers time to see that, and then takes no more and waits for what is
 * under way (HE4).
 */
export async function listen(options: {
  config: Config;
  database: Database;
  logger: Logger;
  observer: Observer;
  clock: Clock;
}): Promise<Ending> {
  const { config, logger } = options;
  let stopping = false;
  const { app, stop } = await composeApp({
    ...options,
    stopping: () => stopping,
    siteRoot: existsSync(SITE_ROOT) ? SITE_ROOT : null,
  });
  const server = serve(
    {
      fetch: app.fetch,
      port: config.port,
      // Demo and tests stay on this machine; in production the platform decides who reaches the port.
      ...(!config.production && { hostname: "localhost" }),
      serverOptions: SERVER_LIMITS,
    },
    () => {
      logger.info({ port: config.port, origin: config.publicOrigin }, "listening");
    },
  );
  refuseTunnels(server);
  server.on("error", (error) => {
    const busy = "code" in error && error.code === "EADDRINUSE";
    logger.fatal({ port: config.port, reason: busy ? "the port is in use" : error.name }, "start_failed");
    process.exit(1);
  });
  return async (because) => {
    stopping = true;
    // After a fault of ours nothing new is taken on.
    if (because === "asked") await wait(config.shutdown.delaySeconds * 1000);
    // Side by side: a client that takes its time must not cost a logout its last try.
    await Promise.all([closeConnections(server), stop()]);
  };
}
