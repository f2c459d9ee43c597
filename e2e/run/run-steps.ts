import { total, type Counts, type Outcome, type Step } from "./step.ts";

export interface StepRun {
  /** How many steps of a group may run at the same time. */
  readonly atOnce: number;
  readonly end: AbortSignal;
  print(line: string): void;
}

/** Every step of a group runs, also after one has failed. */
async function runGroup(steps: readonly Step[], run: StepRun): Promise<Counts> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  async function work(): Promise<void> {
    for (let step = waiting.shift(); step !== undefined && !run.end.aborted; step = waiting.shift())
      outcomes.push(await runStep(step, run));
  }
  await Promise.all(Array.from({ length: run.atOnce }, work));
  return total(outcomes);
}

/** Runs groups in order, prints a line for each step as it ends, and stops after the first in which something failed. */
export async function runGroups(groups: readonly (readonly Step[])[], run: StepRun): Promise<Counts> {
  const done: Counts[] = [];
  for (const group of groups) {
    const counts = await runGroup(group, run);
    done.push(counts);
    if (counts.failed > 0 || run.end.aborted) break;
  }
  return total(done);
}

async function runStep(step: Step, { end, print }: StepRun): Promise<Outcome> {
  const begun = performance.now();
  const outcome = await step.run(end);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const failed = outcome.failed > 0;
  print(`${mark(outcome)} ${step.name} ${detail(outcome)}(${seconds} s)`);
  if (failed || step.alwaysTold === true) print(outcome.output.trimEnd());
  return outcome;
}

/** What was skipped whole has proved nothing and gets no tick. */
function mark({ passed, failed, skipped }: Counts): string {
  if (failed > 0) return "✗";
  return passed === 0 && skipped > 0 ? "–" : "✓";
}

function detail(counts: Counts): string {
  return counts.passed + counts.failed + counts.skipped > 1 ? `– ${countsLine(counts)} ` : "";
}

/** The counts as the sentence every run ends with. */
export function countsLine({ passed, failed, skipped }: Counts): string {
  const base = `${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${base}, ${skipped} skipped` : base;
}
