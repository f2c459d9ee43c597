/** What a source said: a failing source is a value here and never an absence of data. */
export type SourceAnswer<T> =
  | { readonly state: "fresh"; readonly asOf: Date; readonly data: T }
  | { readonly state: "stale"; readonly asOf: Date; readonly data: T }
  /**
   * `asOf` is the time of the last good answer, null when there was none. Who `refused` has taken back what was told
   * before.
   */
  | { readonly state: "unavailable"; readonly asOf: Date | null; readonly refused?: true };
