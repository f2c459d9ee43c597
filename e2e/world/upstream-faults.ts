/**
 * What can be wrong with a system whatever it is asked; nothing unless told. Several may hold at once: first it is slow,
 * then it says nothing or hangs up, otherwise it says something else than it should or its own answer, and that whole,
 * in part or drop by drop. What is only one system's is in its own type, which extends this one.
 */
export interface UpstreamFault {
  /** Milliseconds before the request is looked at. */
  readonly latency?: number;
  /** The request is taken and never answered. */
  readonly hang?: boolean;
  /** The connection is reset (RST) instead of an answer. */
  readonly down?: boolean;
  /** An error in the system's own wording. */
  readonly status?: ErrorStatus;
  /** Seconds, sent with 429 and 503. */
  readonly retryAfter?: number;
  /** A page of HTML with status 200, as from a proxy or a maintenance page. */
  readonly html?: boolean;
  /** JSON with status 200 that is nothing of what was promised. */
  readonly wrongSchema?: boolean;
  /** Sent on to this address. */
  readonly redirectTo?: string;
  /** JSON with status 200 of 100 MB, its length told before or not. */
  readonly huge?: "announced" | "unannounced";
  /** JSON with status 200 that never comes to its end, as fast as it is taken; whole, whatever `half` and `drip` say. */
  readonly endless?: boolean;
  /** Only the beginning of the answer comes; what was asked for has been done all the same. */
  readonly half?: HalfAnswer;
  /** Bytes of the body a second, after headers that come at once. */
  readonly drip?: number;
  /**
   * Seconds by which its clock is ahead; negative: behind. Its `Date` headers follow, the times in the tokens it issues,
   * and what KRR, registers and Maskinporten judge by time; ID-porten judges rightly whatever it writes. A clock is wrong
   * for everybody: `only` and `times` do not concern it.
   */
  readonly clockSkew?: number;
  /** Only for reads or only for writes. */
  readonly only?: "reads" | "writes";
  /** How many requests are hit before the fault goes away by itself. */
  readonly times?: number;
}

export type ErrorStatus = 401 | 403 | 429 | 500 | 503;

/**
 * `reset`: half the body, then the connection is reset. `short`: half of the length that was announced, then the
 * connection is closed in order. `cut`: the same of a body whose length nobody told, so that nothing but the JSON in it
 * says that there was more. `silence`: the headers, and nothing ever after. Of an answer without a body half the head comes.
 */
export type HalfAnswer = "reset" | "short" | "cut" | "silence";

export interface Faults<Fault> {
  /** Replaces whatever was wrong before. */
  set(fault: Fault): void;
  clear(): void;
  readonly active: Fault;
}

/** Starts with nothing wrong. */
export function createFaults<Fault extends UpstreamFault>(none: Fault): Faults<Fault> {
  let active = none;
  return {
    set: (fault) => void (active = { ...fault }),
    clear: () => void (active = none),
    get active() {
      return active;
    },
  };
}

/** The time by the system's own clock, in milliseconds. */
export function clockOf({ active: { clockSkew = 0 } }: Faults<UpstreamFault>): number {
  return Date.now() + clockSkew * 1000;
}
