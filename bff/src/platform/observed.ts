import { EventEmitter } from "node:events";

// What this process does, for whoever watches it: told here, so that no watcher is handed through every layer, and
// nothing is made where nobody watches.

/** A request of a browser, a use case, or a call of an upstream. */
export type WorkKind = "request" | "use-case" | "upstream";

/** What may be known of a piece of work: names of ours or of the operator's, and never what somebody sent (LG8). */
export interface Work {
  readonly kind: WorkKind;
  /** A route's pattern, a use case, an upstream. */
  readonly name: string;
  readonly method: string | null;
  readonly startedAt: number;
  /** What came of it, once it is over: a class of HTTP status, or how it failed. */
  outcome: string;
}

/** One statement, after it was carried out. */
export interface Statement {
  /** `select`, `insert` … and never its text. */
  readonly operation: string;
  readonly durationMs: number;
  readonly failed: boolean;
}

export type BreakerState = "closed" | "half-open" | "open";

interface Observations {
  /** A call of an upstream is over. */
  call: [work: Work];
  /** One is sent once more. */
  retry: [upstream: string];
  /** An upstream's breaker has changed its state. */
  breaker: [upstream: string, state: BreakerState];
  statement: [statement: Statement];
}

/** Listeners are told at once and in the context of whoever did it; each takes itself away in the end. */
export const observations = new EventEmitter<Observations>();

/** Carries out a piece of work so that what is begun within it can be told to belong to it. */
export type Surround = <T>(work: Work, carryOut: () => Promise<T>) => Promise<T>;

let surround: Surround | null = null;

/** Has all work carried out in this way, until it is told null. */
export function surroundWork(by: Surround | null): void {
  surround = by;
}

interface Known {
  readonly name: string;
  readonly method?: string;
}

/** Carries out what it is given; promises the same result, or the same error, whether somebody watches or not. */
export function observed<T>(
  kind: WorkKind,
  known: Known,
  carryOut: () => Promise<T>,
  outcomeOf: (result: T) => string = () => "done",
): Promise<T> {
  // Every request comes here: no promise of our own where nobody watches.
  if (surround === null && kind !== "upstream") return carryOut();
  return watched(kind, known, carryOut, outcomeOf);
}

async function watched<T>(
  kind: WorkKind,
  known: Known,
  carryOut: () => Promise<T>,
  outcomeOf: (result: T) => string,
): Promise<T> {
  const { name, method = null } = known;
  const work: Work = { kind, name, method, startedAt: performance.now(), outcome: "failed" };
  const noted = async (): Promise<T> => {
    try {
      const result = await carryOut();
      work.outcome = outcomeOf(result);
      return result;
    } catch (error) {
      if (kind === "upstream") work.outcome = isTimeout(error) ? "timeout" : "unavailable";
      throw error;
    }
  };
  try {
    return await (surround === null ? noted() : surround<T>(work, noted));
  } finally {
    if (kind === "upstream") observations.emit("call", work);
  }
}

/** `2xx` … `5xx`. */
export function statusClass(status: number): string {
  return `${String(Math.trunc(status / 100))}xx`;
}

/** As `fetch` and `AbortSignal.timeout` name it. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}
