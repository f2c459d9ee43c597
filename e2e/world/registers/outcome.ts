/** What became of a write (contact-register-api, `outcome`). */
export type Outcome =
  | "updated"
  | "unchanged"
  | "opted-out"
  | "locked"
  | "conflict"
  | "not-found"
  | "invalid"
  | "refused"
  | "pending";

export interface WriteResult {
  readonly key: string;
  readonly personId: string;
  readonly outcome: Outcome;
  /** The version after the write; only where there is one to build on. */
  readonly etag?: string;
}
