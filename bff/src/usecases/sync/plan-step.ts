import type { SyncPolicy } from "../../domain/sync/plan-sync.ts";
import type { PopulationPage } from "../../ports/population-register.ts";
import type { UpstreamFailure, UpstreamResult } from "../../ports/upstream-result.ts";
import { planPage } from "./plan-page.ts";
import { createSilence } from "./silence.ts";
import { reasonOf, type Halt, type RunningStep, type SyncDeps } from "./sync-deps.ts";
import { createUnderWay } from "./under-way.ts";

/** Pages whose persons KRR is asked about at the same time; one more is read ahead. */
const PAGES_UNDER_WAY = 5;
const CURSOR_REFUSED = 400;

export interface Planning {
  readonly policy: SyncPolicy;
  /** Whether the book keeps what would be written; where the municipality only compares it keeps counts. */
  readonly keep: { readonly writes: boolean };
}

/**
 * Plans a whole population page by page, from where the book stands: the next page is read while KRR is asked about
 * those before it, and no more than a few are in memory. Promises null when every page is in the book.
 */
export async function planStep(deps: SyncDeps, step: RunningStep, planning: Planning): Promise<Halt | null> {
  const book = await deps.runs.step(step.runId, step.name);
  if (book.planned) return null;
  // What stands behind a gap is read again, and may be on fewer pages by now.
  await deps.runs.dropPages(step.runId, step.name, book.pages);
  const halt = await planFrom(deps, step, planning, book);
  if (halt !== "cursor-refused") return halt;
  // The register has forgotten where we stood: from the first page, where whoever has been written to has no change.
  await deps.runs.dropPages(step.runId, step.name, 0);
  const again = await planFrom(deps, step, planning, { pages: 0, nextCursor: null });
  if (again !== "cursor-refused") return again;
  return { halt: "stopped", reason: `${step.name.registerId} refuses its own cursors` };
}

async function planFrom(
  deps: SyncDeps,
  step: RunningStep,
  planning: Planning,
  from: { readonly pages: number; readonly nextCursor: string | null },
): Promise<Halt | "cursor-refused" | null> {
  const { runId, name, target } = step;
  const read = (cursor: string | null) => target.port.page(name.population, cursor);
  const told = await progressTeller(deps, step);
  const underWay = createUnderWay(PAGES_UNDER_WAY);
  const silence = createSilence(PAGES_UNDER_WAY);
  let page = from.pages;
  let halt: Halt | "cursor-refused" | null = null;
  let next: Promise<UpstreamResult<PopulationPage>> | null = read(from.nextCursor);
  while (next !== null && halt === null && !underWay.failed) {
    const answer: UpstreamResult<PopulationPage> = await next;
    if (!answer.ok) {
      halt = haltOfRegister(answer.failure, page);
      break;
    }
    const content: PopulationPage = answer.value;
    const number = page;
    next = content.nextCursor === null ? null : read(content.nextCursor);
    await underWay.add(
      planPage(deps, step, { page: number, content, ...planning }).then((failure) => {
        silence.note(number, failure);
        told(content.members.length + content.quarantined.length);
      }),
    );
    halt = deps.stopping.aborted ? { halt: "waiting", reason: "the portal was stopped" } : silence.halt();
    page += 1;
  }
  await underWay.settled();
  halt ??= from.pages === 0 && next === null ? silence.haltAtEnd() : silence.halt();
  // What KRR was silent on is asked again by the next try; a batch that failed alone stays failed, and is counted.
  const first = silence.first();
  if (halt !== null && halt !== "cursor-refused" && first !== null)
    await deps.runs.dropPages(runId, name, first);
  return halt;
}

function haltOfRegister(failure: UpstreamFailure, page: number): Halt | "cursor-refused" {
  if (failure.status === CURSOR_REFUSED && page > 0) return "cursor-refused";
  return { halt: failure.kind === "refused" ? "stopped" : "waiting", reason: reasonOf(failure) };
}

async function progressTeller(
  deps: SyncDeps,
  { runId, name }: RunningStep,
): Promise<(records: number) => void> {
  const expected = await deps.runs.membersBefore(runId, name);
  let processed = (await deps.runs.tally(runId, name)).read;
  return (records) => {
    processed += records;
    deps.progress({ ...name, phase: "planning", processed, expected });
  };
}
