import type { Population } from "../../domain/sync/population.ts";
import type { StepReport } from "../../domain/sync/report.ts";
import type { SyncEvent } from "../../ports/sync-events.ts";
import { RunLost, type StepName } from "../../ports/sync-runs.ts";
import { runStep } from "./run-step.ts";
import type { SyncDeps, SyncTarget } from "./sync-deps.ts";

/** What is to be run: everything that is configured, or a part of it. */
export interface SyncRequest {
  /** Which firing of the schedule, as local time; null = by hand. */
  readonly occurrence: string | null;
  readonly dryRun: boolean;
  readonly registerId: string | null;
  readonly population: Population | null;
}

/**
 * `finished` = the run is over; `unfinished` = something waits, and the same request goes on with it; `busy` = another
 * process is at it; `done` = this occurrence has had its run; `lost` = taken over by another process meanwhile.
 */
export interface SyncEnd {
  readonly state: "finished" | "unfinished" | "busy" | "done" | "lost";
  readonly runId: string;
}

/** How often the holder says that it is alive: three times within what it may be silent. */
const SAY_ALIVE_EVERY_MS = 4000;

/**
 * The nightly run: for each register and population the whole plan, its judgement, and the writes. Promises that two
 * who ask at once have one run, and that whoever takes over a run whose process died repeats no effect.
 */
export async function runSync(deps: SyncDeps, request: SyncRequest): Promise<SyncEnd> {
  const steps = stepsOf(deps.targets, request);
  const admission = await deps.runs.admit({
    occurrence: request.occurrence,
    dryRun: request.dryRun,
    steps: steps.map(({ name }) => name),
  });
  const { runId } = admission;
  if (admission.state !== "admitted") return { state: admission.state, runId };
  deps.record({ name: "sync_started", run: runId, resumed: admission.resumed, dryRun: request.dryRun });
  const alive = setInterval(() => {
    // A database that does not answer is met by whoever writes to it next.
    deps.runs.keepAlive(runId).catch(() => undefined);
  }, SAY_ALIVE_EVERY_MS);
  try {
    return { state: await runSteps(deps, runId, steps, request.dryRun), runId };
  } catch (error) {
    if (error instanceof RunLost) return { state: "lost", runId };
    throw error;
  } finally {
    clearInterval(alive);
  }
}

async function runSteps(
  deps: SyncDeps,
  runId: string,
  steps: readonly { readonly name: StepName; readonly target: SyncTarget }[],
  dryRun: boolean,
): Promise<"finished" | "unfinished"> {
  let waiting = false;
  for (const { name, target } of steps) {
    // What is not begun needs no page to stop at.
    if (deps.stopping.aborted) {
      waiting = true;
      break;
    }
    const end = await runStep(deps, { runId, name, target }, dryRun);
    if (end === "waiting") waiting = true;
    // It was told when it ended.
    if (end === "ended-before") continue;
    const report = await deps.runs.report(runId);
    const step = report?.steps.find(
      ({ registerId, population }) => registerId === name.registerId && population === name.population,
    );
    if (step !== undefined) deps.record(eventOf(runId, step));
  }
  if (waiting) {
    await deps.runs.letGo(runId);
    return "unfinished";
  }
  await deps.runs.endRun(runId);
  deps.record({ name: "sync_finished", run: runId });
  return "finished";
}

/** Employees come after the guardians, whose values are theirs too where one person is both. */
function stepsOf(
  targets: readonly SyncTarget[],
  { registerId, population }: SyncRequest,
): { name: StepName; target: SyncTarget }[] {
  return targets
    .filter(({ port }) => registerId === null || port.register.id === registerId)
    .flatMap((target) =>
      (["guardians", "employees"] as const)
        .filter((each) => population === null || each === population)
        .filter((each) => each === "guardians" || target.employees)
        .map((each) => ({ name: { registerId: target.port.register.id, population: each }, target })),
    );
}

/** What stopped or waits is a warning; reasons and counts hold no data of a person. */
function eventOf(runId: string, step: StepReport): SyncEvent {
  const { registerId: register, population, mode, state, reason, seconds, tally, calls } = step;
  const common = { run: runId, register, population, mode, seconds, tally, calls };
  return reason === null
    ? { name: "sync_step", ...common, emptiedAfterLeaving: step.emptiedAfterLeaving }
    : { name: "sync_halted", ...common, state, reason };
}
