import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandContext } from "./command-context.ts";
import { countsLine, runGroups } from "./run-steps.ts";
import { staticSteps } from "./static-steps.ts";
import type { Step } from "./step.ts";
import { storeEngines } from "./store-engines.ts";
import { vitestStep } from "./test-steps.ts";

/** Everything that needs neither a browser nor a build. */
export async function check(context: CommandContext): Promise<number> {
  return runChecks(context, () => []);
}

/** Runs the checks and, where all is well, what the caller adds. */
export function runChecks(
  context: CommandContext,
  more: (reports: string) => readonly (readonly Step[])[],
): Promise<number> {
  const { root } = context;
  return runInReports(context, (reports) => {
    const place = { root, reports };
    const tests = vitestStep("unit, property and store tests", ["shared", "bff", "web", "e2e"], place);
    const contract = vitestStep("contract tests", ["contract"], place);
    return [staticSteps(root), [tests], [contract], ...more(reports)];
  });
}

/** Runs groups of steps, each after the one before it has passed; prints a summary whose last line is the counts. */
export async function runInReports(
  { end }: CommandContext,
  groupsFor: (reports: string) => readonly (readonly Step[])[],
): Promise<number> {
  const reports = await mkdtemp(join(tmpdir(), "foresattportal-"));
  try {
    // Two at once: most of these tools keep one core busy, and small machines have two.
    const run = { atOnce: 2, end, print: (line: string) => console.log(line) };
    const counts = await runGroups(groupsFor(reports), run);
    if (end.aborted) console.log("Stopped before the end.");
    console.log(`\nStore tests: ${storeEngines(process.env)}\n${countsLine(counts)}`);
    return counts.failed > 0 || end.aborted ? 1 : 0;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}
