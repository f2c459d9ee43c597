import { CHANNELS } from "@foresattportal/shared/contract/values.ts";
import { judgePlan } from "../../domain/sync/breaker.ts";
import type { SyncPolicy } from "../../domain/sync/plan-sync.ts";
import type { StepMode } from "../../domain/sync/report.ts";
import type { Calls, Step } from "../../ports/sync-runs.ts";
import { deleteDeparted } from "./delete-departed.ts";
import { planStep } from "./plan-step.ts";
import { reasonOf, type Halt, type RunningStep, type SyncDeps } from "./sync-deps.ts";
import { writeStep } from "./write-step.ts";

/**
 * Carries out one register and one population, from where the book stands: the whole plan first, then its judgement,
 * then the writes. Promises whether the step has come to its end, now or in an earlier try; what waits is in the book with
 * its reason.
 */
export async function runStep(
  deps: SyncDeps,
  step: RunningStep,
  dryRun: boolean,
): Promise<"ended" | "ended-before" | "waiting"> {
  const { runId, name } = step;
  const calls = countingCalls(deps, step);
  const book = await deps.runs.step(runId, name);
  if (book.state === "done" || book.state === "stopped") return "ended-before";
  const mode = await modeOf(deps, step, dryRun, book);
  // What stands in the book was planned for what is not allowed any more.
  if (book.pages > 0 && mode !== book.mode) await deps.runs.dropPages(runId, name, 0);
  await deps.runs.beginStep(runId, name, mode);
  const end = mode === "off" ? DONE : await carryOut(deps, step, mode);
  if ("halt" in end && end.halt === "waiting") {
    await deps.runs.postponeStep(runId, name, end.reason, calls());
    return "waiting";
  }
  const { reason, emptied } = "halt" in end ? { reason: end.reason, emptied: 0 } : end;
  await deps.runs.endStep(runId, name, {
    state: reason === null ? "done" : "stopped",
    reason,
    calls: calls(),
    emptiedAfterLeaving: emptied,
  });
  return "ended";
}

type End = Halt | { readonly reason: string | null; readonly emptied: number };

const DONE: End = { reason: null, emptied: 0 };

async function carryOut(deps: SyncDeps, step: RunningStep, mode: StepMode): Promise<End> {
  const { port, exceptedGrades } = step.target;
  const capabilities = await port.capabilities();
  if (!capabilities.ok)
    return {
      halt: capabilities.failure.kind === "refused" ? "stopped" : "waiting",
      reason: reasonOf(capabilities.failure),
    };
  const policy: SyncPolicy = {
    // A step that was begun as a comparison stays one.
    krrMode: mode === "verify-only" ? mode : port.register.krrMode,
    capabilities: capabilities.value,
    exceptedGrades,
  };
  const halt = await planStep(deps, step, { policy, keep: { writes: mode !== "verify-only" } });
  if (halt !== null) return halt;
  const { passed } = await deps.runs.step(step.runId, step.name);
  if (!passed) {
    const tally = await deps.runs.tally(step.runId, step.name);
    const before = await deps.runs.membersBefore(step.runId, step.name);
    const reason = judgePlan(tally, before, await deps.runs.approval(step.name));
    const lists = mode === "dry-run" || mode === "first-run";
    if (reason !== null && !lists) return { halt: "stopped", reason };
    // Who is missing may be missing by a fault: the members of the night before stay the measure.
    if (reason !== "members-gone") await deps.runs.passStep(step.runId, step.name, tally.read);
    if (reason !== null) return { reason: null, emptied: 0 };
  }
  return mode === "write" ? write(deps, step, policy) : settled(deps, step);
}

async function write(deps: SyncDeps, step: RunningStep, policy: SyncPolicy): Promise<End> {
  // Also by whoever takes over from one that died before it could.
  await deps.runs.useApproval(step.name);
  const halt = await writeStep(deps, step, policy);
  if (halt !== null) return halt;
  await deps.departures.settle(step.runId, step.name);
  const canEmpty = CHANNELS.some((field) => policy.capabilities?.writable.has(field) !== false);
  return { reason: null, emptied: canEmpty ? await deleteDeparted(deps, step) : 0 };
}

async function settled(deps: SyncDeps, step: RunningStep): Promise<End> {
  await deps.departures.settle(step.runId, step.name);
  return DONE;
}

/** A step that was taken over stays what it was begun as, unless the municipality has forbidden that meanwhile (N14). */
async function modeOf(deps: SyncDeps, step: RunningStep, dryRun: boolean, book: Step): Promise<StepMode> {
  const { krrMode } = step.target.port.register;
  if (krrMode === "off") return "off";
  if (krrMode === "verify-only") return "verify-only";
  if (book.pages > 0) return book.mode;
  if (dryRun) return "dry-run";
  return (await deps.runs.approval(step.name)) === null ? "first-run" : "write";
}

/** Requests sent since now; steps follow one another, so that all of them are this step's. */
function countingCalls(deps: SyncDeps, { target }: RunningStep): () => Calls {
  const [krr, register] = [deps.krr.calls(), target.port.calls()];
  return () => ({ krr: deps.krr.calls() - krr, register: target.port.calls() - register });
}
