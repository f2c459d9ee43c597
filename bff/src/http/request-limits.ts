import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";
import { hasRepeatedName } from "./json-names.ts";
import { mediaType } from "./media-type.ts";
import { problemResponse } from "./problem.ts";
import { RequestFailure } from "./request-failure.ts";

const MAX_BODY_BYTES = 16 * 1024;
/** All that any address knows. */
export const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "DELETE"]);

const limited = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: (c) => problemResponse(c, "too-large"),
});

/**
 * The largest body that any route takes; bigger ones are cut off before a handler runs. A GET has none that anybody
 * could read (Fetch standard), and to look for one would make a `Request` of each.
 */
export const limitBody: typeof limited = (c, next) =>
  c.req.method === "GET" || c.req.method === "HEAD" ? next() : limited(c, next);

/**
 * Turns away a method that no address knows (TRACE, PROPFIND, OPTIONS …) before anything else looks at the request.
 * Stands behind `methodNotAllowed`, which makes 405 of it where the address exists; elsewhere it stays 404.
 */
export const knownMethodsOnly = createMiddleware<AppEnv>(async (c, next) =>
  METHODS.has(c.req.method) ? next() : c.notFound(),
);

/**
 * Promises JSON to every API route that has a body: JSON in `text/plain` would come past the browser's preflight, a
 * compressed body past the limit, and a name that occurs twice means one thing to us and another to somebody else.
 */
export const jsonOnly = createMiddleware<AppEnv>(async (c, next) => {
  const hasBody = c.req.method === "POST" || c.req.method === "PUT" || c.req.method === "PATCH";
  if (hasBody) {
    const coding = c.req.header("Content-Encoding")?.trim().toLowerCase() ?? "identity";
    if (mediaType(c) !== "application/json" || coding !== "identity")
      throw new RequestFailure("unsupported-media-type");
    if (hasRepeatedName(await c.req.text())) throw new RequestFailure("invalid-input");
  }
  await next();
});

/** Refuses a parameter that is there twice, of which two readers may believe one each (RFC 6749, 3.1). */
export const parametersOnce = createMiddleware<AppEnv>(async (c, next) => {
  const names = [...new URL(c.req.url).searchParams.keys()];
  if (new Set(names).size < names.length) throw new RequestFailure("invalid-input");
  await next();
});
