import {
  BrokenCircuitError,
  BulkheadRejectedError,
  CircuitState,
  ConsecutiveBreaker,
  bulkhead,
  circuitBreaker,
  handleWhenResult,
} from "cockatiel";
import type { UpstreamResult } from "../ports/upstream-result.ts";
import type { BreakerState } from "./observed.ts";

/** Why a call was not made at all. */
export interface Withheld {
  readonly withheld: "left alone after failures" | "too many at a time";
}

/** Makes a call of one upstream, or withholds it. */
export type UpstreamPolicy = <T extends { readonly status: number }>(
  call: () => Promise<UpstreamResult<T>>,
) => Promise<UpstreamResult<T> | Withheld>;

/** So many in a row, whoever they were for: a fault that concerns one person alone is interleaved with others' answers. */
const FAILURES = 3;
/** Whoever hangs holds so many calls at most, and so many wait for their turn as long as their own budget lasts. */
const UNDER_WAY = 200;
const WAITING = 800;

/**
 * Protects an upstream that is in trouble from us, and us from it: after three failures in a row it is left alone for a
 * while, then one call tries whether it is back (UP3); and it has a compartment of its own, so that its hanging calls
 * take nothing from the others (UP4). Failures are outages alone: a refusal or a broken contract costs nobody time.
 */
export function createUpstreamPolicy({
  breakMs,
  onState,
}: {
  /** How long it is left alone. */
  readonly breakMs: number;
  readonly onState: (state: BreakerState) => void;
}): UpstreamPolicy {
  const slots = bulkhead(UNDER_WAY, WAITING);
  let breaker = createBreaker(breakMs, onState);

  const tried: UpstreamPolicy = async (call) => {
    const used = breaker;
    try {
      return await used.run(call);
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      if (!used.isOverdue()) return { withheld: "left alone after failures" };
      if (breaker === used) breaker = createBreaker(breakMs, onState);
      return tried(call);
    }
  };

  return async (call) => {
    try {
      return await slots.execute(() => tried(call));
    } catch (error) {
      if (error instanceof BulkheadRejectedError) return { withheld: "too many at a time" };
      throw error;
    }
  };
}

interface Breaker {
  readonly run: UpstreamPolicyCall;
  /** The library goes by the time of day: where somebody puts that back, it would stay open for as long (TM6). */
  readonly isOverdue: () => boolean;
}

/** Throws the library's error where the call is withheld. */
type UpstreamPolicyCall = <T extends { readonly status: number }>(
  call: () => Promise<UpstreamResult<T>>,
) => Promise<UpstreamResult<T>>;

function createBreaker(breakMs: number, onState: (state: BreakerState) => void): Breaker {
  let openedAt = 0;
  const outages = new WeakSet();
  const policy = circuitBreaker(
    handleWhenResult((answer) => typeof answer === "object" && answer !== null && outages.has(answer)),
    { breaker: new ConsecutiveBreaker(FAILURES), halfOpenAfter: breakMs },
  );
  policy.onBreak(() => (openedAt = performance.now()));
  policy.onStateChange((state) => onState(nameOf(state)));
  return {
    run: (call) =>
      policy.execute(async () => {
        const answer = await call();
        if (isOutage(answer)) outages.add(answer);
        return answer;
      }),
    isOverdue: () => performance.now() - openedAt > 2 * breakMs,
  };
}

/** No answer, one too large to take, or one that says that the upstream cannot answer now. */
function isOutage(answer: UpstreamResult<{ readonly status: number }>): boolean {
  if (!answer.ok) return answer.failure.kind !== "cancelled";
  return answer.value.status === 429 || answer.value.status >= 500;
}

function nameOf(state: CircuitState): BreakerState {
  if (state === CircuitState.Closed) return "closed";
  return state === CircuitState.HalfOpen ? "half-open" : "open";
}
