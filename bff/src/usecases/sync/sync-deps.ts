import type { ProtectionGrade } from "../../domain/sync/population.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Departures } from "../../ports/departures.ts";
import type { RecordEvent } from "../../ports/events.ts";
import type { KrrBatch } from "../../ports/krr-batch.ts";
import type { LastAnswers } from "../../ports/last-answers.ts";
import type { PopulationRegister } from "../../ports/population-register.ts";
import type { StepName, SyncRuns } from "../../ports/sync-runs.ts";

/** A register with what its municipality has decided about the nightly run. */
export interface SyncTarget {
  readonly port: PopulationRegister;
  /** Employees have a switch of their own, since the purpose differs (N2). */
  readonly employees: boolean;
  /** Grades of address protection that are left out; none unless the municipality says so. */
  readonly exceptedGrades: ReadonlySet<ProtectionGrade>;
}

/** How far a step has come; told after every page. */
export interface SyncProgress extends StepName {
  readonly phase: "planning" | "writing";
  readonly processed: number;
  /** What the last whole run read; null when there was none. */
  readonly expected: number | null;
}

export interface SyncDeps {
  readonly runs: SyncRuns;
  readonly departures: Departures;
  readonly lastAnswers: LastAnswers;
  readonly krr: KrrBatch;
  readonly targets: readonly SyncTarget[];
  readonly clock: Clock;
  readonly record: RecordEvent;
  readonly progress: (progress: SyncProgress) => void;
  /** By which persons appear in the store. */
  readonly pseudonym: (text: string) => string;
  /** Days after which values of people who left are deleted (N15). */
  readonly termDays: number;
  /** Ends the run at the next page; what is planned stays for the next try. */
  readonly stopping: AbortSignal;
}

/** One step under way. */
export interface RunningStep {
  readonly runId: string;
  readonly name: StepName;
  readonly target: SyncTarget;
}

/** Why a step goes no further now: it waits for a later try, or it is over. */
export interface Halt {
  readonly halt: "waiting" | "stopped";
  readonly reason: string;
}

/** Promises the reason in words that hold no data: which system, what kind of fault, which status. */
export function reasonOf(failure: {
  upstream: string;
  kind: string;
  status?: number;
  reason?: string;
}): string {
  return [failure.upstream, failure.kind, failure.status, failure.reason]
    .filter((part) => part !== undefined)
    .join(" ");
}
