import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { Logger } from "../platform/logger.ts";
import type { AppEnv } from "./app-env.ts";

/** One line a request, with the route's pattern and never its address or query. */
export function requestLog(logger: Logger) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const started = performance.now();
    await next();
    logger.info(
      {
        method: c.req.method,
        route: routePath(c, -1),
        status: c.res.status,
        ms: Math.round(performance.now() - started),
      },
      "request",
    );
  });
}
