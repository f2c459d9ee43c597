export type RefreshAdmission =
  | { readonly admitted: true }
  | {
      readonly admitted: false;
      readonly because: "too-soon" | "refresh-in-progress";
      readonly retryAt: Date;
    };

/** Lets one guardian run one «Oppdater» at a time and not too often, over all tabs, devices and replicas. */
export interface RefreshGuard {
  admit(subject: string): Promise<RefreshAdmission>;
  /**
   * Ends the run; one that was `not-run` leaves everything as it was. After a `done` one the next is admitted in a minute. What `failed` may be tried again at once, since
   * it is no fault of the guardian's, but only three times in a row: who is down must not be hammered.
   */
  release(subject: string, outcome: "done" | "failed" | "not-run"): Promise<void>;
}
