import type { Firing, FiringEnd } from "../../ports/jobs.ts";
import { RunLost } from "../../ports/sync-runs.ts";
import { runSync } from "./run-sync.ts";
import type { SyncDeps } from "./sync-deps.ts";

/** How long after its firing a run is tried again; by then people come to work, and the registers are theirs (SY6). */
const PATIENCE_MS = 2.75 * 60 * 60 * 1000;

/**
 * Runs what a firing of the schedule asks for. Promises one run for each firing, however often it is called; a run that
 * waits for an outside system is gone on with until the night's patience is over, and ends then with what is done.
 */
export async function workOnFiring(deps: SyncDeps, { occurrence, firedAt }: Firing): Promise<FiringEnd> {
  const begun = deps.clock().getTime();
  const end = await runSync(deps, { occurrence, dryRun: false, registerId: null, population: null });
  if (end.state === "finished" || end.state === "done") return "over";
  const since = Math.max(firedAt.getTime(), await startOf(deps, end.runId, begun));
  if (end.state !== "unfinished" || deps.stopping.aborted || deps.clock().getTime() - since < PATIENCE_MS)
    return "again";
  try {
    await deps.runs.endRun(end.runId);
  } catch (error) {
    // Another process has gone on with it meanwhile.
    if (error instanceof RunLost) return "again";
    throw error;
  }
  deps.record({ name: "sync_gave_up", run: end.runId });
  return "over";
}

/** A run that began late has its patience too. */
async function startOf(deps: SyncDeps, runId: string, begun: number): Promise<number> {
  return (await deps.runs.report(runId))?.startedAt.getTime() ?? begun;
}
