import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { Logger } from "../platform/logger.ts";
import type { AnsweredRequest } from "../platform/metrics-traffic.ts";
import { observed } from "../platform/observed.ts";
import type { AppEnv } from "./app-env.ts";
import { METHODS } from "./request-limits.ts";

/** Told of every request once it is answered. */
export type OnAnswered = (answered: AnsweredRequest) => void;

/** One line a request, one measure and one span, each with the route's pattern and never its address or query. */
export function requestLog(logger: Logger, onAnswered: OnAnswered = () => undefined) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const started = performance.now();
    const { method } = c.req;
    const route = routePath(c, -1);
    await observed(
      "request",
      // A method is what the sender writes.
      { name: route, method: METHODS.has(method) ? method : "other" },
      next,
      () => String(c.res.status),
    );
    const ms = performance.now() - started;
    onAnswered({ method, route, status: c.res.status, ms });
    logger.info({ method, route, status: c.res.status, ms: Math.round(ms) }, "request");
  });
}
