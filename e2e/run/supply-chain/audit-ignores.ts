/** An advisory that is known and lived with, for a reason and for a time. */
export interface AuditIgnore {
  /** GitHub's id, `GHSA-…`. */
  readonly advisory: string;
  /** Why it does no harm here, or why nothing can be done yet. */
  readonly reason: string;
  /** The last day on which it is ignored, `YYYY-MM-DD`; at most three months ahead. */
  readonly until: string;
}

/** What «npm run audit» passes over. Empty is how it ought to be. */
export const AUDIT_IGNORES: readonly AuditIgnore[] = [];
