import type { Population } from "../domain/sync/population.ts";
import { estimateInWords, grouped, rateInWords } from "./quantities.ts";

export interface Progress {
  readonly registerId: string;
  readonly population: Population;
  /** Since `startedAt`, for the rate is taken from it. */
  readonly processed: number;
  /** As many as there were last time; null when nobody knows. */
  readonly expected: number | null;
  readonly startedAt: Date;
  readonly now: Date;
}

/** A rate of the first moments is that of the start-up. */
const SETTLED_SECONDS = 1;

/**
 * Promises one line: how far a step has come, how fast it goes and how long it will take, as far as that can be told:
 * `guardians in flyt-skole: 41 000 of about 120 000 (34 %), 5 100/s, about 15 s left`.
 */
export function progressLine(progress: Progress): string {
  const { registerId, population, processed, expected, startedAt, now } = progress;
  const seconds = (now.getTime() - startedAt.getTime()) / 1000;
  const rate = seconds < SETTLED_SECONDS ? null : rateInWords(processed, seconds);
  const left = rate === null || expected === null ? 0 : (expected - processed) * (seconds / processed);
  return [
    `${population} in ${registerId}: ${amount(processed, expected)}`,
    ...(rate === null ? [] : [rate]),
    ...(left > 0 ? [`about ${estimateInWords(left)} left`] : []),
  ].join(", ");
}

function amount(processed: number, expected: number | null): string {
  if (expected === null || expected <= 0) return `${grouped(processed)} so far`;
  if (processed > expected) return `${grouped(processed)}, more than the ${grouped(expected)} expected`;
  // Rounded down, so that 100 % is the last one.
  const percent = Math.floor((100 * processed) / expected);
  return `${grouped(processed)} of about ${grouped(expected)} (${percent} %)`;
}
