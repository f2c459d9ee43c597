import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outcomeOf, playwrightCounts, vitestCounts } from "./test-report.ts";

const green = JSON.stringify({ numPassedTests: 12, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 });

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "test-report-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function report(json: string): Promise<string> {
  const file = join(folder, "report.json");
  await writeFile(file, json);
  return file;
}

describe("the outcome of a test runner", () => {
  it("is its report's counts", async () => {
    const outcome = await outcomeOf({ code: 0, output: "" }, await report(green), vitestCounts);
    expect(outcome).toMatchObject({ passed: 12, failed: 0, skipped: 2 });
  });

  it("has a failure when the runner failed although no test did", async () => {
    const outcome = await outcomeOf({ code: 1, output: "" }, await report(green), vitestCounts);
    expect(outcome.failed).toBe(1);
  });

  it("is a failure when the runner left no report", async () => {
    const outcome = await outcomeOf({ code: 0, output: "" }, join(folder, "absent.json"), vitestCounts);
    expect(outcome.failed).toBe(1);
  });

  it("is a failure when the report says nothing", async () => {
    const outcome = await outcomeOf({ code: 0, output: "" }, await report("{}"), vitestCounts);
    expect(outcome.failed).toBe(1);
  });

  it("is a failure when not one test was run", async () => {
    const none = JSON.stringify({
      numPassedTests: 0,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
    });
    const outcome = await outcomeOf({ code: 0, output: "" }, await report(none), vitestCounts);
    expect(outcome.failed).toBe(1);
  });
});

describe("counting journeys", () => {
  it("counts one that passed only when tried again as failed", () => {
    const json = JSON.stringify({ stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 } });
    expect(playwrightCounts(json)).toEqual({ passed: 5, failed: 3, skipped: 3 });
  });
});
