import { setTimeout as wait } from "node:timers/promises";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import type { Attempt } from "./facts.ts";

/** More than every adapter allows itself; what is silent for longer has lost its way. */
const BUDGET_MS = 20_000;

/** Promises an answer within the budget and never throws: what has not come by then, or has thrown, is a failure. */
export async function attempt<T>(
  upstream: string,
  work: () => Promise<UpstreamResult<T>>,
  budgetMs = BUDGET_MS,
): Promise<Attempt<T>> {
  const done = new AbortController();
  const late = wait(budgetMs, { ok: false, failure: { upstream, kind: "timeout" } } as const, {
    signal: done.signal,
  });
  // Called off below.
  late.catch(() => undefined);
  try {
    return await Promise.race([work(), late]);
  } catch (error) {
    // By name alone: the message of somebody else's error may quote anything.
    const reason = error instanceof Error ? error.name : "unknown";
    return { ok: false, failure: { upstream, kind: "crashed", reason } };
  } finally {
    done.abort();
  }
}
