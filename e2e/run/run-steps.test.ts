import { describe, expect, it } from "vitest";
import { countsLine, runGroups } from "./run-steps.ts";
import type { Outcome, Step } from "./step.ts";

const passing: Outcome = { passed: 1, failed: 0, skipped: 0, output: "all is well" };
const failing: Outcome = { passed: 0, failed: 1, skipped: 0, output: "line 3 is wrong" };

function recorded(outcomes: Record<string, Outcome>) {
  const order: string[] = [];
  const step = (name: string, outcome: Outcome): Step => ({
    name,
    run: () => {
      order.push(name);
      return Promise.resolve(outcome);
    },
  });
  return { order, steps: Object.entries(outcomes).map(([name, outcome]) => step(name, outcome)) };
}

function quietRun() {
  const lines: string[] = [];
  const end = new AbortController();
  return { lines, end, run: { atOnce: 1, end: end.signal, print: (line: string) => lines.push(line) } };
}

describe("running steps", () => {
  it("runs the rest of a group after one of its steps has failed", async () => {
    const { order, steps } = recorded({ lint: failing, types: passing });
    await runGroups([steps], quietRun().run);
    expect(order).toEqual(["lint", "types"]);
  });

  it("does not begin a group after one in which something failed", async () => {
    const first = recorded({ lint: failing });
    const second = recorded({ tests: passing });
    await runGroups([first.steps, second.steps], quietRun().run);
    expect(second.order).toEqual([]);
  });

  it("adds up what every group counted", async () => {
    const tests = recorded({ tests: { passed: 40, failed: 2, skipped: 3, output: "" } });
    const counts = await runGroups([recorded({ lint: passing }).steps, tests.steps], quietRun().run);
    expect(counts).toEqual({ passed: 41, failed: 2, skipped: 3 });
  });

  it("shows what a failing step printed", async () => {
    const { lines, run } = quietRun();
    await runGroups([recorded({ lint: failing }).steps], run);
    expect(lines).toContain("line 3 is wrong");
  });

  it("keeps quiet about what a passing step printed", async () => {
    const { lines, run } = quietRun();
    await runGroups([recorded({ lint: passing }).steps], run);
    expect(lines.join("\n")).not.toContain("all is well");
  });

  it("gives no tick to a step that was skipped whole", async () => {
    const { lines, run } = quietRun();
    const skipped = { passed: 0, failed: 0, skipped: 1, output: "" };
    await runGroups([recorded({ audit: skipped }).steps], run);
    expect(lines.join("\n")).toMatch(/^– audit/);
  });

  it("begins nothing more once told to end", async () => {
    const { end, run } = quietRun();
    const { order, steps } = recorded({ lint: passing });
    end.abort();
    await runGroups([steps], run);
    expect(order).toEqual([]);
  });
});

describe("the last line", () => {
  it("leaves out skipped tests where there are none", () => {
    expect(countsLine({ passed: 7, failed: 0, skipped: 0 })).toBe("7 passed, 0 failed");
  });

  it("never hides skipped tests", () => {
    expect(countsLine({ passed: 7, failed: 1, skipped: 2 })).toBe("7 passed, 1 failed, 2 skipped");
  });
});
