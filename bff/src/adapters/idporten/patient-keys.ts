import { setTimeout as wait } from "node:timers/promises";
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from "jose";
import type { OutboundFetch } from "../../platform/outbound-fetch.ts";

/** However many tokens name unknown keys, ID-porten's keys are fetched at most this often, whether that works or not. */
const PAUSE_MS = 1000;
/** How long a key that is known waits for news of it: short, as a silent address must not hold up a logout. */
const NEWS_WITHIN_MS = 500;

interface Fetching {
  readonly maxAgeMs: number;
  readonly timeoutMs: number;
  readonly fetch: OutboundFetch;
}

/**
 * ID-porten's keys. jose would refuse an unknown key outright while it cools down after a fetch; that would lose a
 * logout call, which ID-porten delivers once, right after a key rotation. So a key is unknown only once a fetch that
 * began after it was asked for has not brought it, well within the five seconds that ID-porten waits
 * (security-and-reliability 0.3, 0.4). A fetch that failed tells nothing of a key: whoever needs one within the next
 * second hears of the same failure. Keys that are old are fetched anew, and go on deciding while that fails (TM5).
 */
export function patientKeys(address: URL, { maxAgeMs, timeoutMs, fetch }: Fetching): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(address, {
    // jose counts by the time of day, which somebody may put back (TM6): it fetches when told to, and never by itself.
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    timeoutDuration: timeoutMs,
    [customFetch]: fetch,
  });
  let last = { begunAt: 0, done: Promise.resolve() };
  let nextAt = 0;
  let oldAt = 0;

  /** The fetch that is under way or just over, and else a new one. */
  function latest(): typeof last {
    const begunAt = performance.now();
    if (begunAt < nextAt) return last;
    nextAt = Number.POSITIVE_INFINITY;
    const done = remote
      .reload()
      .then(() => void (oldAt = begunAt + maxAgeMs))
      .finally(() => void (nextAt = performance.now() + PAUSE_MS));
    last = { begunAt, done };
    return last;
  }

  const known = async (...asked: Parameters<JWTVerifyGetKey>) =>
    remote.jwks() === undefined ? null : remote(...asked).catch(nullIfUnknown);

  return async (header, token) => {
    const askedAt = performance.now();
    if (remote.jwks() !== undefined && askedAt >= oldAt) {
      const news = latest().done.catch(() => undefined);
      await Promise.race([news, wait(NEWS_WITHIN_MS, undefined, { ref: false })]);
    }
    let key = await known(header, token);
    while (key === null) {
      const { begunAt, done } = latest();
      await done;
      key = await known(header, token);
      if (key === null && begunAt >= askedAt) throw new errors.JWKSNoMatchingKey();
      if (key === null) await wait(Math.max(0, nextAt - performance.now()));
    }
    return key;
  };
}

/** Promises true where the keys could not be had, so that nothing is said of the token that needed one. */
export function tellsNothingOfKey(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError) || error.code === "ERR_JOSE_GENERIC") return true;
  return error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
}

function nullIfUnknown(error: unknown): null {
  if (error instanceof errors.JWKSNoMatchingKey) return null;
  throw error;
}
