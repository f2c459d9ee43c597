import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";

/** `/livez`: the process runs. `/readyz`: the database answers; an outside system being down is no reason to restart. */
export function healthRoutes(options: { ping: () => Promise<void>; stopping: () => boolean }) {
  return new Hono<AppEnv>()
    .get("/livez", (c) => c.text("ok"))
    .get("/readyz", async (c) => {
      if (options.stopping()) return c.text("stopping", 503);
      await options.ping();
      return c.text("ok");
    });
}
