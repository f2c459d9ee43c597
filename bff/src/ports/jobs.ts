/** One firing of the schedule. */
export interface Firing {
  /** By what the clock on the wall shows; the same for every replica and every repetition. */
  readonly occurrence: string;
  readonly firedAt: Date;
  /** Fires when this process is told to end: what is under way is left to the next one. */
  readonly stopping: AbortSignal;
}

/** `again` = not over yet: the same firing comes once more after a pause, to this process or another. */
export type FiringEnd = "over" | "again";

/** Work at firings of its own, which are soon followed by others: one that is missed, or fails, is not made up for. */
export interface FrequentWork {
  readonly cron: string;
  work(): Promise<void>;
}

/**
 * Work by schedule, shared by all replicas: each firing is worked on by one process at a time; one that dies is
 * followed by another, and a firing that everybody slept through comes late, once.
 */
export interface Jobs {
  /**
   * Begins to work; until then nothing is scheduled.
   *
   * @param changes following KRR's changes, also by one process at a time; null = not done, and not scheduled any more.
   */
  start(work: (firing: Firing) => Promise<FiringEnd>, changes?: FrequentWork | null): Promise<void>;
  /** Ends in an orderly way; what is under way is told to stop. */
  stop(): Promise<void>;
}
