import type { Population } from "../domain/sync/population.ts";
import type { StepMode, StepState } from "../domain/sync/report.ts";
import type { Tally } from "../domain/sync/tally.ts";

interface StepFacts {
  readonly run: string;
  readonly register: string;
  readonly population: Population;
  readonly mode: StepMode;
  readonly seconds: number;
  readonly tally: Tally;
  readonly calls: { readonly krr: number; readonly register: number };
}

interface FollowFacts {
  readonly orgNumber: string;
  /** Entries of the feed, those about whom no register knows included. */
  readonly read: number;
  /** Entries that say nothing that can be used. */
  readonly malformed: number;
  /** Fields that were written. */
  readonly written: number;
  /** Whether the cursor has moved. */
  readonly moved: boolean;
}

/** What the nightly run and the following of changes tell the log: counts and reasons, and no person. */
export type SyncEvent =
  | {
      readonly name: "sync_started";
      readonly run: string;
      readonly resumed: boolean;
      readonly dryRun: boolean;
    }
  | {
      readonly name: "sync_progress";
      readonly register: string;
      readonly population: Population;
      readonly phase: "planning" | "writing";
      readonly processed: number;
      readonly expected: number | null;
    }
  | ({ readonly name: "sync_step"; readonly emptiedAfterLeaving: number } & StepFacts)
  | ({ readonly name: "sync_halted"; readonly state: StepState; readonly reason: string } & StepFacts)
  | { readonly name: "sync_finished"; readonly run: string }
  /** The night's patience is at its end: what waits is not carried out. */
  | { readonly name: "sync_gave_up"; readonly run: string }
  | ({ readonly name: "changes_followed" } & FollowFacts)
  /** The cursor stands where the reason left it: the next firing begins there. */
  | ({ readonly name: "changes_stopped"; readonly reason: string } & FollowFacts);
