import { z } from "zod";
import { forAWhile } from "../../platform/for-a-while.ts";
import type { OutboundFetch } from "../../platform/outbound-fetch.ts";
import { tlsFault } from "../../platform/tls-fault.ts";

const ANSWERS_WITHIN_MS = 2000;
const VERDICT_LIVES_MS = 10_000;
/** A proxy's words for a service that is not there. */
const NOBODY_THERE: ReadonlySet<number> = new Set([502, 503, 504]);
/** Nobody listens, somebody hangs up, or the name is unknown; the fourth is undici's for a connection that is hung up. */
const NO_CONNECTION: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "UND_ERR_SOCKET",
]);
/** How `fetch` tells of a connection that failed. */
const failedFetch = z.object({ cause: z.object({ code: z.string() }) });

/**
 * Whether ID-porten's logout page is down: a person who is sent there would meet her browser's own words for it (LO5).
 * Only what cannot be otherwise counts: a page that is slow, or that answers us with another error, may yet serve her
 * browser, and whoever is not sent there stays logged in at every other service. Promises at most one question at a
 * time, whose answer counts for ten seconds.
 */
export function createLogoutPage(): {
  isDown(address: string, fetch: OutboundFetch): Promise<boolean>;
} {
  return { isDown: forAWhile(ask, VERDICT_LIVES_MS) };
}

async function ask(address: string, fetch: OutboundFetch): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
    const { status } = await fetch(address, { method: "HEAD", headers: {}, signal });
    return NOBODY_THERE.has(status);
  } catch (error) {
    const { data } = failedFetch.safeParse(error);
    return tlsFault(error) !== null || (data !== undefined && NO_CONNECTION.has(data.cause.code));
  }
}
