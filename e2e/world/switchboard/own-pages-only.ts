import type { MiddlewareHandler } from "hono";
import { refuse } from "./problem.ts";

const READS = new Set(["GET", "HEAD"]);
/** What a browser says of a request that no other page has caused; other programs say nothing. */
const OWN_SITES = new Set([undefined, "same-origin", "none"]);

/**
 * Lets nobody in by another name than the switchboard's own (a page elsewhere whose name leads here is turned away), and
 * lets no page but its own change anything. Programs that are no browsers send neither header and are let in.
 */
export function ownPagesOnly(origins: readonly string[]): MiddlewareHandler {
  const hosts = new Set(origins.map((origin) => new URL(origin).host));
  return async (context, next) => {
    const { method } = context.req;
    const [host, origin, site] = ["host", "origin", "sec-fetch-site"].map((name) => context.req.header(name));
    if (!hosts.has(host ?? ""))
      return refuse(context, 421, `The switchboard answers to ${origins.join(" and ")} only.`);
    const isForeign = (origin !== undefined && !origins.includes(origin)) || !OWN_SITES.has(site);
    if (!READS.has(method) && isForeign)
      return refuse(context, 403, "Only the switchboard's own page may switch, and programs without a page.");
    return next();
  };
}
