import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";
import { problemResponse } from "./problem.ts";
import { RequestFailure } from "./request-failure.ts";

const MAX_BODY_BYTES = 16 * 1024;

/** The largest body that any route takes; bigger ones are cut off before a handler runs. */
export const limitBody = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: (c) => problemResponse(c, "too-large"),
});

/** Promises JSON to every API route that has a body: JSON in `text/plain` would come past the browser's preflight. */
export const jsonOnly = createMiddleware<AppEnv>(async (c, next) => {
  const hasBody = c.req.method === "POST" || c.req.method === "PUT" || c.req.method === "PATCH";
  const type = c.req.header("Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (hasBody && type !== "application/json") throw new RequestFailure("unsupported-media-type");
  await next();
});
