/** On whose initiative persons were looked up. */
export type LookupOccasion = "guardian" | "nightly-run" | "change-feed";

/** One question to a national register. */
export interface Lookup {
  readonly occasion: LookupOccasion;
  /** The municipality in whose name it was asked. */
  readonly orgNumber: string;
  /** Keyed hash of the person who was logged in and asked about herself; null where a run asked about many. */
  readonly subject: string | null;
  readonly persons: number;
  readonly answered: boolean;
}

/** Who was looked up, when and why, kept apart from the log and for longer (security-and-reliability LG6). */
export interface LookupLog {
  note(lookup: Lookup): Promise<void>;
}
