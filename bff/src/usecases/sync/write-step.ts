import type { SyncPolicy } from "../../domain/sync/plan-sync.ts";
import { writePage } from "./write-page.ts";
import type { Halt, RunningStep, SyncDeps } from "./sync-deps.ts";

/** Batches that a register works on at the same time. */
const PAGES_AT_A_TIME = 2;

/**
 * Writes what stands in the book and has no outcome yet, page by page. Promises null when everything has an outcome;
 * writes that a register did not answer on keep their place in the book, and their keys.
 */
export async function writeStep(deps: SyncDeps, step: RunningStep, policy: SyncPolicy): Promise<Halt | null> {
  const tell = await progressTeller(deps, step);
  for (;;) {
    if (deps.stopping.aborted) return { halt: "waiting", reason: "the portal was stopped" };
    const pages = await deps.runs.pendingPages(step.runId, step.name, PAGES_AT_A_TIME);
    if (pages.length === 0) {
      tell.end();
      return null;
    }
    if (pages.some(({ writes }) => writes === null))
      return { halt: "stopped", reason: "the plan cannot be opened any more: start a new run" };
    const done = await Promise.all(
      pages.map(async ({ page, writes, tally }) => {
        const outcome = await writePage(deps, step, policy, { page, writes: writes ?? [], tally });
        if (outcome !== null) await deps.runs.savePageOutcome(step.runId, step.name, page, outcome);
        return outcome !== null;
      }),
    );
    tell.behind(Math.max(...pages.map(({ page }) => page)));
    if (done.includes(false))
      return { halt: "waiting", reason: `${step.name.registerId} does not answer to writes` };
  }
}

/** Pages are written in their order, and those without a write are done with the ones before them. */
async function progressTeller(deps: SyncDeps, { runId, name }: RunningStep) {
  const expected = (await deps.runs.tally(runId, name)).read;
  const { pages } = await deps.runs.step(runId, name);
  let told: number | null = null;
  const tell = (processed: number): void => {
    if (processed === told) return;
    told = processed;
    deps.progress({ ...name, phase: "writing", processed, expected });
  };
  return {
    behind: (page: number) => tell(Math.round((expected * (page + 1)) / pages)),
    end: () => (told === null ? undefined : tell(expected)),
  };
}
