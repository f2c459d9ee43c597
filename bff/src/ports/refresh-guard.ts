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
  /** @param pauseSeconds how long until the next one is admitted. */
  release(subject: string, pauseSeconds: number): Promise<void>;
}
