import type { Clock } from "../ports/clock.ts";
import type { BreakerState } from "./observed.ts";

/** How an upstream was when this process last asked it. */
export interface UpstreamStanding {
  readonly name: string;
  /** Null where it has not been asked yet. */
  readonly last: { readonly outcome: string; readonly at: Date } | null;
  /** Null where no breaker has told anything. */
  readonly breaker: BreakerState | null;
}

export interface LastOutcomes {
  call(upstream: string, outcome: string): void;
  breaker(upstream: string, state: BreakerState): void;
  all(): readonly UpstreamStanding[];
}

/** Remembers of each upstream what came of its last call, those that nobody has asked included. */
export function createLastOutcomes(upstreams: readonly string[], clock: Clock): LastOutcomes {
  const standings = new Map<string, UpstreamStanding>(
    upstreams.map((name) => [name, { name, last: null, breaker: null }]),
  );
  const change = (name: string, news: Partial<UpstreamStanding>): void => {
    standings.set(name, { name, last: null, breaker: null, ...standings.get(name), ...news });
  };
  return {
    call: (name, outcome) => change(name, { last: { outcome, at: clock() } }),
    breaker: (name, breaker) => change(name, { breaker }),
    all: () => [...standings.values()],
  };
}
