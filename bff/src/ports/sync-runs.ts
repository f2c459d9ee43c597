import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { Allowance } from "../domain/sync/breaker.ts";
import type { PlannedWrite } from "../domain/sync/plan-sync.ts";
import type { Population, Quarantined } from "../domain/sync/population.ts";
import type { RunReport, StepMode, StepState } from "../domain/sync/report.ts";
import type { Tally } from "../domain/sync/tally.ts";

/** One register and one population of a run. */
export interface StepName {
  readonly registerId: string;
  readonly population: Population;
}

export interface RunRequest {
  /** Which firing of the schedule this is, as local time: each has one run, however often it fires. Null = asked for by hand. */
  readonly occurrence: string | null;
  readonly dryRun: boolean;
  readonly steps: readonly StepName[];
}

export type Admission =
  | {
      readonly state: "admitted";
      readonly runId: string;
      /** Someone else had begun it. */ readonly resumed: boolean;
    }
  /** Another process is at it at this moment. */
  | { readonly state: "busy"; readonly runId: string }
  /** This occurrence has been seen to already. */
  | { readonly state: "done"; readonly runId: string };

/** How far a step has come. */
export interface Step extends StepName {
  readonly mode: StepMode;
  readonly state: StepState;
  readonly reason: string | null;
  /** Pages planned without a gap from the first one. */
  readonly pages: number;
  /** Behind the last of those; null = before the first page, or behind the last one. */
  readonly nextCursor: string | null;
  /** Whether every page has been planned. */
  readonly planned: boolean;
  /** Whether the whole plan has passed the breaker. */
  readonly passed: boolean;
}

export interface PlannedPage {
  /** From 0. */
  readonly page: number;
  readonly nextCursor: string | null;
  readonly personIds: readonly string[];
  readonly writes: readonly PlannedWrite[];
  readonly tally: Tally;
  readonly quarantined: readonly Quarantined[];
}

/** One page whose writes have no outcome yet. */
export interface PendingPage {
  readonly page: number;
  /** Null where they cannot be opened any more, as after a change of keys: the step is over. */
  readonly writes: readonly PlannedWrite[] | null;
  readonly tally: Tally;
}

/** One line of the list that a person approves. */
export interface Difference {
  readonly registerId: string;
  readonly population: Population;
  readonly personId: string;
  readonly field: Channel;
  readonly kind: "changed" | "filled" | "emptied" | "confirmed";
  readonly before: string | null;
  readonly after: string | null;
}

export interface StepEnd {
  readonly state: "done" | "stopped";
  /** Why it was stopped. */
  readonly reason: string | null;
  readonly calls: Calls;
  /** Fields of people who left long ago that were emptied (N15). */
  readonly emptiedAfterLeaving?: number;
}

/**
 * The book that a run is kept in: what it plans stands here, sealed, before anything is written anywhere, so that
 * whoever takes a run over goes on where it stands and repeats no effect. Every change throws `RunLost` once the run has
 * been handed to somebody else, and `StoreUnavailable` when the database does not answer.
 */
export interface SyncRuns {
  /** Admits one process at a time; a run whose holder has fallen silent is handed over. */
  admit(request: RunRequest): Promise<Admission>;
  /** Says that the holder is alive; false when the run has been handed to somebody else, who goes on with it. */
  keepAlive(runId: string): Promise<boolean>;
  step(runId: string, name: StepName): Promise<Step>;
  /** Names how the step is carried out, before its first page. */
  beginStep(runId: string, name: StepName, mode: StepMode): Promise<void>;
  /** Forgets the pages from this one on, which have to be planned anew. */
  dropPages(runId: string, name: StepName, from: number): Promise<void>;
  savePage(
    runId: string,
    name: StepName,
    page: PlannedPage,
    keep: { readonly writes: boolean },
  ): Promise<void>;
  /** The sum of all planned pages. */
  tally(runId: string, name: StepName): Promise<Tally>;
  /** Says that the whole plan has passed the breaker, and how many records it is about. */
  passStep(runId: string, name: StepName, read: number): Promise<void>;
  /** The next pages whose writes have no outcome, in order. */
  pendingPages(runId: string, name: StepName, limit: number): Promise<readonly PendingPage[]>;
  /** Replaces what was planned for the page by what became of it, and forgets the values. */
  savePageOutcome(runId: string, name: StepName, page: number, outcome: Tally): Promise<void>;
  endStep(runId: string, name: StepName, end: StepEnd): Promise<void>;
  /** Leaves the step for a later try; what is planned stays. */
  postponeStep(runId: string, name: StepName, reason: string, calls: Calls): Promise<void>;
  /** Lets somebody else go on with the run at once. */
  letGo(runId: string): Promise<void>;
  /** Ends the run; steps that still wait are stopped. */
  endRun(runId: string): Promise<void>;

  /** Records of the last whole step of this register and population; null when there was none. */
  membersBefore(runId: string, name: StepName): Promise<number | null>;
  /** Which of these persons, by the register's own ids, the last whole step of this register and population has read. */
  membersAmong(name: StepName, personIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** What a person has approved; null when nothing. */
  approval(name: StepName): Promise<Allowance | null>;
  /** Says that a run has been let pass by the approval: it has no more to give. */
  useApproval(name: StepName): Promise<void>;
  /** Approves what the newest dry run or stopped run of these steps planned; promises the steps it found. */
  approve(registerId: string): Promise<readonly StepName[]>;

  /** Of this run, or of the newest one for `latest`; null when there is none. */
  report(runId: string): Promise<RunReport | null>;
  /** What the run plans or planned, without the persons' ids; nothing once it is written or its time is over. Throws `ListUnreadable`. */
  differences(runId: string): AsyncIterable<Difference>;
}

/** The run is somebody else's by now, since its holder had fallen silent. */
export class RunLost extends Error {
  override readonly name = "RunLost";
}

/** A list was sealed under keys that are not here, or by another release: nobody can say what stands on it. */
export class ListUnreadable extends Error {
  override readonly name = "ListUnreadable";

  constructor() {
    super("the list cannot be opened any more: make a new one by --dry-run");
  }
}

/** Requests sent for a step. */
export interface Calls {
  readonly krr: number;
  readonly register: number;
}
