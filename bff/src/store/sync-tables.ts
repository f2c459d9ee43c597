import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { StepMode, StepState } from "../domain/sync/report.ts";
import type { Population } from "../domain/sync/population.ts";

type DatabaseTime = Generated<Date>;
/** Written as text; each engine reads it as what it holds, and a schema checks that. */
type Json = ColumnType<unknown, string, string>;

/** The book of the nightly run. Persons appear by the register's own ids; values and national ids in sealed columns alone. */
export interface SyncTables {
  sync_runs: {
    run_id: string;
    /** Local time of the schedule's firing; null for a run by hand. */
    occurrence: string | null;
    dry_run: boolean;
    /** What was asked for, to tell whether two who ask mean the same. */
    request: string;
    state: Generated<"running" | "finished">;
    started_at: DatabaseTime;
    finished_at: Date | null;
    /** The process that is at it; when `held_until` has passed without a word, another one may go on. */
    holder: string;
    held_until: Date;
  };
  sync_steps: {
    step_id: GeneratedAlways<number>;
    run_id: string;
    register_id: string;
    population: Population;
    mode: Generated<StepMode>;
    state: Generated<StepState>;
    reason: string | null;
    /** Whether the whole plan stands and has passed the breaker: its members are the population from then on. */
    complete: Generated<boolean>;
    /** Records read, once that is known. */
    read_records: number | null;
    krr_calls: Generated<number>;
    register_calls: Generated<number>;
    emptied_after_leaving: Generated<number>;
    started_at: Date | null;
    ended_at: Date | null;
  };
  sync_pages: {
    step_id: number;
    page: number;
    next_cursor: string | null;
    /** Null once a later whole step has told who the members are. */
    person_ids: string[] | null;
    tally: Json;
    quarantined: Json;
    /** What is to be written, with before and after; null where nothing is, or where it has been. */
    sealed_writes: string | null;
  };
  sync_approvals: {
    register_id: string;
    population: Population;
    approved_at: DatabaseTime;
    allowance: Json;
  };
  sync_departures: {
    register_id: string;
    population: Population;
    person_id: string;
    left_at: DatabaseTime;
  };
  sync_deletions: {
    register_id: string;
    population: Population;
    /** A keyed hash. */
    person: string;
    fields_emptied: number;
    deleted_at: DatabaseTime;
  };
  change_cursors: {
    org_number: string;
    /** A bigint, which each engine reads in its own way; a schema makes a number of it. */
    cursor: ColumnType<unknown, number, number>;
    /** Who follows the feed; null until somebody does. */
    holder: string | null;
    moved_at: DatabaseTime;
  };
}
