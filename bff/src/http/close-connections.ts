import type { ServerType } from "@hono/node-server";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";

/** How often what has just answered its last request is looked for. */
const LOOK_EVERY_MS = 100;

/** While stopping, promises each client that no further request is taken on its connection. */
export function lastOnConnection(stopping: () => boolean) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    if (stopping()) c.header("Connection", "close");
  });
}

/** Takes no new connections, ends those that wait for a next request, and resolves when the last answer is out. */
export async function closeConnections(server: ServerType): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // An answer that was on its way out before the end began has promised its client nothing.
  const looking = setInterval(() => {
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  }, LOOK_EVERY_MS);
  await closed;
  clearInterval(looking);
}
