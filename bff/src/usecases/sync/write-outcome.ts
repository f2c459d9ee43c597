import { createHash } from "node:crypto";
import type { Correction } from "../../domain/sync/correct-tally.ts";
import type { PlannedWrite } from "../../domain/sync/plan-sync.ts";
import type { BatchOutcome, BatchWrite } from "../../ports/population-register.ts";
import type { RunningStep } from "./sync-deps.ts";

/** What the outcome of a write means for each of its fields. */
export function correctionsOf({ changes }: PlannedWrite, outcome: BatchOutcome): Correction[] {
  const { state } = outcome;
  if (state === "updated") return [];
  const reason = state === "failed" ? { reason: outcome.reason } : {};
  return changes.map(({ change: { field }, kind, before }): Correction => {
    const emptyOnPurpose = state === "opted-out" && (before ?? "").trim() === "";
    return { field, planned: kind, became: emptyOnPurpose ? "blocked" : state, ...reason };
  });
}

/**
 * The same for the same write of the same run, whoever sends it; of one length, since registers limit it. Another
 * content is another write: a register refuses a key that comes back with one.
 */
export function batchWrite(step: RunningStep, page: number, write: PlannedWrite, attempt = 1): BatchWrite {
  const changes = write.changes.map(({ change }) => change);
  const place = [step.runId, step.name.population, page, attempt, write.personId, write.etag, changes];
  const confirmed = write.changes
    .filter(({ kind }) => kind === "confirmed")
    .map(({ change }) => change.field);
  return {
    key: createHash("sha256").update(JSON.stringify(place)).digest("base64url"),
    personId: write.personId,
    etag: write.etag,
    changes,
    ...(confirmed.length > 0 && { confirmed }),
  };
}
