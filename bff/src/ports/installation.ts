import type { Population } from "../domain/sync/population.ts";
import type { StepMode, StepState } from "../domain/sync/report.ts";

/** How the nightly run of one register and one population has gone; runs that were told not to write are left out. */
export interface SyncStanding {
  readonly registerId: string;
  readonly population: Population;
  /** Null where none has come to its end, as far as the book goes back. */
  readonly lastSuccessAt: Date | null;
  /** Of the newest run that has begun it. */
  readonly last: {
    readonly mode: StepMode;
    readonly state: StepState;
    readonly reason: string | null;
    readonly startedAt: Date;
    readonly endedAt: Date | null;
  };
}

/** What the database tells of the whole installation, all replicas included: counts and times, and no person. */
export interface Installation {
  readonly liveSessions: number;
  readonly sync: readonly SyncStanding[];
  readonly migrations: { readonly applied: number; readonly pending: readonly string[] };
}

/** Connections of one pool. */
export interface PoolState {
  readonly total: number;
  readonly idle: number;
  /** Who waits for one. */
  readonly waiting: number;
}

/** Throws `StoreUnavailable` when the database does not answer. */
export type ReadInstallation = () => Promise<Installation>;
