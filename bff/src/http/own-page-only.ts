import { PORTAL_HEADER } from "@foresattportal/shared/browser-boundary.ts";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { RecordEvent } from "../ports/events.ts";
import type { AppEnv } from "./app-env.ts";
import { RequestFailure } from "./request-failure.ts";

const SAFE_METHODS = new Set(["GET", "HEAD"]);

/**
 * Lets in only what our own page sends: the header that no form can set on every request, and on top what the browser
 * says of where the request comes from. A sibling under `*.kommune.no` is another site to us. Hono's `csrf()` looks at
 * form bodies alone and is no defence for JSON (security-and-reliability 0.1).
 */
export function ownPageOnly(options: { publicOrigin: string; record: RecordEvent }) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const reason = foreignTrait(c, options.publicOrigin);
    if (reason !== null) {
      options.record({ name: "malicious_csrf", reason });
      throw new RequestFailure("csrf");
    }
    await next();
  });
}

function foreignTrait(c: Context, publicOrigin: string): string | null {
  if (c.req.header(PORTAL_HEADER.name) !== PORTAL_HEADER.value) return "portal_header";
  const site = c.req.header("Sec-Fetch-Site");
  if (site !== undefined && site !== "same-origin") return "fetch_site";
  if (SAFE_METHODS.has(c.req.method)) return null;
  const origin = c.req.header("Origin");
  // Browsers without fetch metadata must name their origin on everything that changes something.
  if (origin === undefined) return site === undefined ? "origin_missing" : null;
  return origin === publicOrigin ? null : "origin";
}
