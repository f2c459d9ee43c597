import type { SyncPolicy } from "../../domain/sync/plan-sync.ts";
import { writePage } from "./write-page.ts";
import type { Halt, RunningStep, SyncDeps } from "./sync-deps.ts";

/** Batches that a register works on at the same time. */
const PAGES_AT_A_TIME = 2;

/**
 * Writes what stands in the book and has no outcome yet, page by page. Promises null when everything has an outcome;
 * writes that a register did not answer on keep their place in the book, and their keys.
 */
export async function writeStep(
  deps: SyncDeps,
  step: RunningStep,
  policy: SyncPolicy,
): Promise<Halt | "plan-anew" | null> {
  const expected = (await deps.runs.tally(step.runId, step.name)).read;
  for (;;) {
    if (deps.stopping.aborted) return { halt: "waiting", reason: "the portal was stopped" };
    const pages = await deps.runs.pendingPages(step.runId, step.name, PAGES_AT_A_TIME);
    if (pages.length === 0) return null;
    if (pages.some(({ writes }) => writes === null)) return "plan-anew";
    const done = await Promise.all(
      pages.map(async ({ page, writes, tally }) => {
        const outcome = await writePage(deps, step, policy, { page, writes: writes ?? [], tally });
        if (outcome !== null) await deps.runs.savePageOutcome(step.runId, step.name, page, outcome);
        return outcome !== null;
      }),
    );
    deps.progress({ ...step.name, phase: "writing", processed: expected, expected });
    if (done.includes(false))
      return { halt: "waiting", reason: `${step.name.registerId} does not answer to writes` };
  }
}
