import type { Clock } from "../ports/clock.ts";
import type { RecordEvent } from "../ports/events.ts";

/** Maskinporten takes ten seconds (national-registers C.2); whoever is half as far off should know before. */
const TELL_SECONDS = 5;

/** Compares an upstream's clock to ours. Promises to measure every time, and to tell the log of what is near the limit. */
export function watchClock(options: {
  readonly upstream: string;
  readonly clock: Clock;
  readonly record: RecordEvent;
  readonly measure: (upstream: string, seconds: number) => void;
}): (theirs: Date) => void {
  const { upstream, clock, record, measure } = options;
  return (theirs) => {
    // The header has whole seconds: the half that it leaves out on average is added.
    const seconds = Math.round((theirs.getTime() + 500 - clock().getTime()) / 1000);
    measure(upstream, seconds);
    if (Math.abs(seconds) >= TELL_SECONDS) record({ name: "clock_skew", upstream, seconds });
  };
}
