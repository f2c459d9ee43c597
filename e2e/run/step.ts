import { runToEnd, type CommandLine } from "./processes.ts";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Outcome extends Counts {
  /** What the tool printed; shown whole where something failed. */
  readonly output: string;
}

export interface Step {
  readonly name: string;
  /** Its output is worth reading also when nothing failed. */
  readonly alwaysTold?: boolean;
  run(end: AbortSignal): Promise<Outcome>;
}

/** A step that a tool decides by its exit code; it counts as one. */
export function toolStep(name: string, line: CommandLine): Step {
  return {
    name,
    async run(end) {
      const { code, output } = await runToEnd(line, end);
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, output };
    },
  };
}

/** The outcome of a step that could not be made, with the reason: it counts for nothing. */
export function notMade(note: string): Outcome {
  return { passed: 0, failed: 0, skipped: 1, output: note };
}

/** Adds counts up. */
export function total(counts: readonly Counts[]): Counts {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}
