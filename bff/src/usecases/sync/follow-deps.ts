import type { ChangeCursors, Follower } from "../../ports/change-cursors.ts";
import type { KrrChanges } from "../../ports/krr-changes.ts";
import type { RunningStep, SyncDeps } from "./sync-deps.ts";

export interface FollowDeps extends SyncDeps {
  readonly changes: KrrChanges;
  readonly cursors: ChangeCursors;
}

/** A municipality under way: by whom it is followed, and what a person has approved of its registers. */
export interface Following {
  readonly follower: Follower;
  readonly steps: readonly RunningStep[];
}
