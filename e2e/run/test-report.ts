import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Finished } from "./processes.ts";
import type { Counts, Outcome } from "./step.ts";

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Counts from vitest's JSON report. */
export function vitestCounts(json: string): Counts {
  const report = vitestReport.parse(JSON.parse(json));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts from Playwright's JSON report; a test that passed only when tried again counts as failed. */
export function playwrightCounts(json: string): Counts {
  const { stats } = playwrightReport.parse(JSON.parse(json));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** The outcome of a test runner: its report's counts, where a failing exit code never counts as success. */
export async function outcomeOf(
  finished: Finished,
  reportFile: string,
  count: (json: string) => Counts,
): Promise<Outcome> {
  const counts = await readCounts(reportFile, count);
  const { output } = finished;
  // A runner that found no tests has proved nothing.
  if (counts === undefined || counts.passed + counts.failed === 0)
    return { passed: 0, failed: 1, skipped: 0, output };
  // A file that does not load, or an error outside any test, fails the run without failing a test.
  if (finished.code !== 0 && counts.failed === 0) return { ...counts, failed: 1, output };
  return { ...counts, output };
}

async function readCounts(file: string, count: (json: string) => Counts): Promise<Counts | undefined> {
  try {
    return count(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}
