import type { RateLimit, RateLimits } from "../ports/rate-limits.ts";

/** The same limits. Promises to tell of every use that is not allowed; the log is told of the first in a row alone. */
export function tellingLimits(limits: RateLimits, onExceeded: (limit: RateLimit) => void): RateLimits {
  return {
    async use(limit, key) {
      const use = await limits.use(limit, key);
      if (!use.allowed) onExceeded(limit);
      return use;
    },
  };
}
