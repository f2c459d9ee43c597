import {
  DelegateBackoff,
  ExponentialBackoff,
  bulkhead,
  halfJitterGenerator,
  handleWhen,
  handleWhenResult,
  retry,
} from "cockatiel";
import type { UpstreamResult } from "../ports/upstream-result.ts";

export interface Repetition {
  /** Tries in all, the first one included. */
  readonly tries: number;
  /** The first wait is between half of this and all of it, and each later one twice as long. */
  readonly baseMs: number;
  readonly maxMs: number;
}

/** Repeats a call while its failure is one that passes. */
export type Patience = <T>(call: () => Promise<UpstreamResult<T>>) => Promise<UpstreamResult<T>>;

/** Runs work when it is its turn. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>;

/** National-registers A.11: exponential, with jitter, about five. */
const PATIENT: Repetition = { tries: 5, baseMs: 700, maxMs: 30_000 };
/** An upstream may name a longer time than a run can stand still for. */
const LONGEST_NAMED_WAIT_MS = 60_000;

/**
 * Promises the last answer of a call that is repeated while `again` says so of its answer, with waits that grow, or
 * are as long as that answer asks for.
 */
export function repeatWhile<T>(
  call: () => Promise<T>,
  again: (answer: T) => boolean,
  { tries, baseMs, maxMs }: Repetition,
  waitNamedBy: (answer: T) => number | null = () => null,
): Promise<T> {
  let last: { readonly answer: T } | null = null;
  const growing = new ExponentialBackoff({
    initialDelay: baseMs,
    maxDelay: maxMs,
    // Callers that failed together must not come back together.
    generator: halfJitterGenerator,
  });
  const backoff = new DelegateBackoff<unknown, ReturnType<typeof growing.next>>(
    (_context, own = growing.next()) => ({
      delay: (last === null ? null : waitNamedBy(last.answer)) ?? own.duration,
      state: own.next(undefined),
    }),
  );
  const policy = retry(
    handleWhenResult(() => last !== null && again(last.answer)),
    { maxAttempts: tries - 1, backoff },
  );
  return policy.execute(async () => {
    const answer = await call();
    last = { answer };
    return answer;
  });
}

/**
 * Waits out what passes: no answer in time, or an upstream that cannot answer now. Promises that a refusal and a broken
 * contract are told at once, since asking again changes neither.
 */
export function createPatience(repetition: Partial<Repetition> = {}): Patience {
  return (call) => repeatWhile(call, passes, { ...PATIENT, ...repetition }, waitNamedByFailure);
}

/**
 * Promises what the work comes to, begun again with growing waits for as long as it fails by something that passes, and
 * nobody calls it off.
 *
 * @param on.failure told of each failure that is waited out.
 */
export async function persist<T>(
  work: () => Promise<T>,
  on: { passes(error: unknown): boolean; failure(error: unknown): void; calledOff: AbortSignal },
  { baseMs, maxMs }: Omit<Repetition, "tries">,
): Promise<T> {
  const policy = retry(
    handleWhen((error) => !on.calledOff.aborted && on.passes(error)),
    {
      maxAttempts: Number.POSITIVE_INFINITY,
      backoff: new ExponentialBackoff({
        initialDelay: baseMs,
        maxDelay: maxMs,
        generator: halfJitterGenerator,
      }),
    },
  );
  policy.onRetry((failed) => on.failure("error" in failed ? failed.error : undefined));
  return policy.execute(work);
}

/** Promises that at most so much work is under way at a time; the rest waits for its turn, in order. */
export function createLimiter(limit: number): Limiter {
  const slots = bulkhead(limit, Number.POSITIVE_INFINITY);
  return (work) => slots.execute(work);
}

function passes(result: UpstreamResult<unknown>): boolean {
  return !result.ok && (result.failure.kind === "timeout" || result.failure.kind === "unavailable");
}

/** «At once» is no wait: an upstream that is down and says so must not be asked five times in a second. */
function waitNamedByFailure(result: UpstreamResult<unknown>): number | null {
  const named = result.ok ? 0 : (result.failure.retryAfterMs ?? 0);
  return named > 0 ? Math.min(named, LONGEST_NAMED_WAIT_MS) : null;
}
