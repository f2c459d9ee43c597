import { median } from "../result-table.ts";
import type { Round } from "./load.ts";

/** Several rounds of a subject as one, by the middle of each figure; failures are added up. */
export function middleOf(rounds: readonly Round[]): Round {
  const middle = (figure: (round: Round) => number): number => median(rounds.map(figure));
  return {
    perSecond: middle(({ perSecond }) => perSecond),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    cpuMicros: rounds.some(({ cpuMicros }) => cpuMicros === null)
      ? null
      : middle(({ cpuMicros }) => cpuMicros ?? 0),
    failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** An aim, and whether it was met. */
export interface Aim {
  readonly text: string;
  readonly measured: string;
  readonly met: boolean;
}

/** A ratio that is to be at least so large. */
export function atLeast(text: string, ratio: number, aim: number): Aim {
  return { text: `${text} ≥ ${String(aim)}`, measured: ratio.toFixed(2), met: ratio >= aim };
}

/** A figure that is to be at most so large. */
export function atMost(text: string, figure: number, aim: number, unit = ""): Aim {
  return {
    text: `${text} ≤ ${String(aim)}${unit}`,
    measured: `${figure.toFixed(2)}${unit}`,
    met: figure <= aim,
  };
}
