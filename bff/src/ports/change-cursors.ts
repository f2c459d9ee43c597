/** Whoever follows the feed for a municipality, until somebody else begins to. */
export interface Follower {
  readonly orgNumber: string;
  readonly hold: string;
}

export type Taken =
  | { readonly state: "taken"; readonly follower: Follower; readonly cursor: number }
  /** Nobody has followed yet. */
  | { readonly state: "new" }
  /** A run is under way, which sees to everybody. */
  | { readonly state: "busy" };

/** How far each municipality has followed KRR's feed of changes. Throws `StoreUnavailable`. */
export interface ChangeCursors {
  /** Takes up following; whoever followed before, and was thought dead, may do nothing more. */
  take(orgNumber: string): Promise<Taken>;
  /** Sets the first cursor; one that is there already stays. */
  begin(orgNumber: string, cursor: number): Promise<void>;
  /**
   * Whether nobody else has taken up following, and no run is under way. Asked after the registers have been read and
   * before they are written to: whatever anybody else writes from then on meets this one's etag.
   */
  mayGoOn(follower: Follower): Promise<boolean>;
  /** Promises whether the cursor has moved: only forward, and only for who still follows. */
  move(follower: Follower, cursor: number): Promise<boolean>;
}
