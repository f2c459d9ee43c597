import type { Population, Quarantined } from "./population.ts";
import type { Tally } from "./tally.ts";

/** How a step is carried out; `first-run` = a dry run because nobody has approved this register's list yet (N12). */
export type StepMode = "write" | "dry-run" | "first-run" | "verify-only" | "off";

/**
 * `waiting` = begun and left for a later try, or not begun; `stopped` = by the breaker or for a fault, with what
 * stands in the register untouched from there on.
 */
export type StepState = "waiting" | "planning" | "writing" | "done" | "stopped";

export interface StepReport {
  readonly registerId: string;
  readonly population: Population;
  readonly mode: StepMode;
  readonly state: StepState;
  /** Why it is stopped or waiting. */
  readonly reason: string | null;
  /** What was done; what would be done where `planned`. */
  readonly tally: Tally;
  /** Nothing of it was written: a dry run, or stopped by the breaker. */
  readonly planned: boolean;
  /** Fields of people who left long ago that were emptied (N15). */
  readonly emptiedAfterLeaving: number;
  /** The first of them; all are counted in the tally. */
  readonly quarantined: readonly Quarantined[];
  readonly calls: { readonly krr: number; readonly register: number };
  readonly seconds: number;
}

/** What a run did, for people: no national id, no name, no value. */
export interface RunReport {
  readonly runId: string;
  /** `night` = by the schedule, `command` = by hand. */
  readonly trigger: "night" | "command";
  readonly dryRun: boolean;
  readonly state: "running" | "finished";
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly steps: readonly StepReport[];
}
