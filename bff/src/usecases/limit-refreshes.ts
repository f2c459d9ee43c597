import type { RecordEvent } from "../ports/events.ts";
import type { RateLimits } from "../ports/rate-limits.ts";
import type { RefreshGuard } from "../ports/refresh-guard.ts";

/**
 * The guard with a limit over a longer time. Only admitted runs count: whoever presses again and again during the
 * pause is told so, and has lost nothing.
 */
export function limitRefreshes(
  guard: RefreshGuard,
  { rateLimits, record }: { readonly rateLimits: RateLimits; readonly record: RecordEvent },
): RefreshGuard {
  return {
    async admit(subject) {
      const admission = await guard.admit(subject);
      if (!admission.admitted) return admission;
      const use = await rateLimits.use("refresh", subject);
      if (use.allowed) return admission;
      if (use.first) record({ name: "excess_rate_limit_exceeded", limit: "refresh" });
      await guard.release(subject, "not-run");
      return { admitted: false, because: "too-soon", retryAt: use.retryAt };
    },
    release: (subject, outcome) => guard.release(subject, outcome),
  };
}
