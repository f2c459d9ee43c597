import { createMiddleware } from "hono/factory";
import type { RecordEvent } from "../ports/events.ts";
import type { RateLimit, RateLimits } from "../ports/rate-limits.ts";
import type { AppEnv, SessionEnv } from "./app-env.ts";
import type { ClientNetwork } from "./client-address.ts";
import { RequestFailure } from "./request-failure.ts";

export interface RateLimitDeps {
  readonly rateLimits: RateLimits;
  readonly clientNetwork: ClientNetwork;
  readonly record: RecordEvent;
}

/** Refuses with 429 and the time when the address may come again. */
export function limitAddress(deps: RateLimitDeps, limit: RateLimit) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await demandRoom(deps, limit, deps.clientNetwork(c), "too-many-requests");
    await next();
  });
}

/** The same by the guardian who is logged in, whatever device she uses; stands behind `requireSession`. */
export function limitGuardian(deps: RateLimitDeps, limit: RateLimit) {
  return createMiddleware<SessionEnv>(async (c, next) => {
    await demandRoom(deps, limit, c.get("session").subject, "too-soon");
    await next();
  });
}

/** Throws a `RequestFailure` where this key has used up its limit; the log is told once in a row of refusals. */
export async function demandRoom(
  { rateLimits, record }: Omit<RateLimitDeps, "clientNetwork">,
  limit: RateLimit,
  key: string,
  failure: "too-many-requests" | "too-soon",
): Promise<void> {
  const use = await rateLimits.use(limit, key);
  if (use.allowed) return;
  if (use.first) record({ name: "excess_rate_limit_exceeded", limit });
  throw new RequestFailure(failure, { retryAt: use.retryAt });
}

/** Tells the log of an address that goes on asking for what does not exist; it is answered like everybody (RL7). */
export function countMissing({ rateLimits, clientNetwork, record }: RateLimitDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    await next();
    if (c.res.status !== 404) return;
    const use = await rateLimits.use("unknown-path", clientNetwork(c));
    if (!use.allowed && use.first) record({ name: "malicious_excess_404" });
  });
}
