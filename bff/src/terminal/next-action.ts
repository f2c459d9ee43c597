import type { BreakerReason } from "../domain/sync/breaker.ts";
import type { StepReport } from "../domain/sync/report.ts";
import { breakerReason } from "./plain-words.ts";

export interface NextAction {
  readonly sentence: string;
  /** To be copied as they are. */
  readonly commands: readonly string[];
}

/** Approval lets changes and departures pass; of strange answers there is nothing to approve (`judgePlan`). */
const AFTER_STOP: Record<BreakerReason, { readonly sentence: string; readonly canApprove: boolean }> = {
  "too-many-changed": { sentence: "look at the list; approve it if it is right:", canApprove: true },
  "too-many-emptied": { sentence: "look at the list; approve it if it is right:", canApprove: true },
  "members-gone": {
    sentence: "ask whoever runs the register; approve if the persons have really left:",
    canApprove: true,
  },
  "too-many-unknown-to-krr": {
    sentence: "find out whether KRR and the register are of the same environment; the next run tries again.",
    canApprove: false,
  },
  "strange-answers-from-krr": {
    sentence: "report it to Digdir, who runs KRR; the next run tries again.",
    canApprove: false,
  },
};

/** Promises what a person has to do so that this register is written to; null when nothing waits for a person. */
export function nextAction(step: StepReport, runId: string): NextAction | null {
  const look = `npm run sync -- --differences ${runId} --out list.html`;
  const approve = `npm run sync -- --approve ${step.registerId}`;
  const stop = step.state === "stopped" ? breakerReason(step.reason) : null;
  if (stop !== null)
    return {
      sentence: AFTER_STOP[stop].sentence,
      commands: AFTER_STOP[stop].canApprove ? [look, approve] : [],
    };
  if (step.mode === "first-run" && step.state === "done")
    return { sentence: "look at the list; approve it, and the next run writes:", commands: [look, approve] };
  return null;
}
