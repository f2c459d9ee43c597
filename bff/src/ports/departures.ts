import type { StepName } from "./sync-runs.ts";

/**
 * Who has left a register's population and since when, so that values out of KRR are deleted after a set term (N15,
 * Known by the register's own ids. Throws `StoreUnavailable`.
 */
export interface Departures {
  /**
   * Compares the members that a whole step has read with those of the whole step before it: who is missing has left
   * now, and who is there again has not. Promises how many are on their way out.
   */
  settle(runId: string, name: StepName): Promise<number>;
  /** Those who left at least so many days ago, at most `limit`. */
  due(name: StepName, days: number, limit: number): Promise<readonly string[]>;
  /** Notes what was deleted, and forgets these persons, with what the overlay remembers of them. */
  forget(
    name: StepName,
    left: readonly { readonly personId: string; readonly fieldsEmptied: number }[],
  ): Promise<void>;
}
