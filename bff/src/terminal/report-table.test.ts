import { describe, expect, test } from "vitest";
import { BREAKER_REASONS } from "../domain/sync/breaker.ts";
import { EMPTY_TALLY, FIELD_RESULTS } from "../domain/sync/tally.ts";
import { reportTable } from "./report-table.ts";
import { COLUMNS } from "./terminal-text.ts";
import { NATIONAL_ID, report, RUN_ID, step } from "./testing/examples.ts";

const tableOf = (more: Parameters<typeof step>[0]) => reportTable(report({ steps: [step(more)] }));
const unwrapped = (table: string) => table.replaceAll(/\n {20}/g, " ");
const APPROVE = "npm run sync -- --approve visma-flyt-skole\n";
const LOOK = `npm run sync -- --differences ${RUN_ID} --out list.html\n`;

test("a run of the night reads like this", () => {
  expect(reportTable(report())).toBe(`Run ${RUN_ID}
  Started by        the schedule
  Dry run           no
  State             finished
  Started           2026-11-22 03:30:00, Oslo time
  Duration          41 minutes 12 seconds

guardians in visma-flyt-skole
  Mode              write
  State             done
  Records read      120 000
  Looked up         119 990
  Not looked up     8
  Quarantined       2
                    fs-8812: contact.email
                    and 1 more
  Calls             121 to KRR, 364 to the register
  Took              24 seconds, 5 000 persons per second
  Fields (written)                         mobile        email
    changed                                 1 200            0
    filled (was empty)                        310           12
    unchanged                             118 000      119 978
    opted out                                 480            0
    failed                                      0            0
`);
});

test("a run that goes on has no duration yet", () => {
  const table = reportTable(
    report({
      state: "running",
      finishedAt: null,
      trigger: "command",
      dryRun: true,
      steps: [step({ state: "planning", planned: true })],
    }),
  );
  expect(table).toMatch(/Started by +a command\n/);
  expect(table).toMatch(/Dry run +yes: nothing is written\n/);
  expect(table).toMatch(/State +running\n/);
  expect(table).toMatch(/Duration +not finished yet\n/);
  expect(table).toContain("Fields (nothing written)");
});

test("a run without steps says so", () => {
  expect(reportTable(report({ steps: [] }))).toContain("\n\nNo register took part.\n");
});

test("a step that has not begun has no rate, and zeros only where everybody looks", () => {
  const table = tableOf({
    state: "waiting",
    reason: "timeout",
    tally: EMPTY_TALLY,
    quarantined: [],
    seconds: 0,
  });
  expect(table).toMatch(/Reason +timeout\n/);
  expect(table).toMatch(/Took +less than a second\n/);
  expect(table.match(/^ {4}.* 0 +0$/gm)?.map((line) => line.replace(/ +0 +0$/, "").trim())).toEqual([
    "changed",
    "filled (was empty)",
    "unchanged",
    "failed",
  ]);
});

test("every result has its row once something has it", () => {
  const one = Object.fromEntries(FIELD_RESULTS.map((result) => [result, 1]));
  const table = tableOf({ tally: { ...EMPTY_TALLY, fields: { mobile: {}, email: one } } });
  expect(table.match(/^ {4}\S.* 0 +1$/gm)).toHaveLength(FIELD_RESULTS.length);
});

test("what KRR does not know and what it answered strangely is told when there is any", () => {
  expect(reportTable(report())).not.toMatch(/Unknown to KRR|Strange answers/);
  const table = tableOf({ tally: { ...EMPTY_TALLY, notRegistered: 7000, strange: 30 } });
  expect(table).toMatch(/Unknown to KRR +7 000\n/);
  expect(table).toMatch(/Strange answers +30\n/);
});

test("failures stand with their reasons, the most frequent first", () => {
  const table = tableOf({ tally: { ...EMPTY_TALLY, failures: { locked: 3, "no-answer": 1500, other: 2 } } });
  expect(table).toMatch(/Failures +1 500: no-answer\n +3: locked\n +2: other\n/);
});

test("a register with a reason for each failure does not fill the terminal", () => {
  const failures = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`reason ${index}`, 2]));
  expect(tableOf({ tally: { ...EMPTY_TALLY, failures } })).toMatch(
    /Failures +2: reason 0\n(?: +2: reason \d\n){9} +980: other reasons\n/,
  );
});

describe("says what a person has to do", () => {
  test("after a register's first run: look at the list and approve it", () => {
    const table = tableOf({ mode: "first-run" });
    expect(table).toMatch(/Next +look at the list; approve it, and the next run writes:\n/);
    expect(table).toContain(LOOK);
    expect(table).toContain(APPROVE);
  });

  test("nothing while the first run still plans, nor where nothing waits", () => {
    expect(tableOf({ mode: "first-run", state: "planning" })).not.toContain("Next");
    expect(tableOf({ mode: "dry-run" })).not.toContain("Next");
    expect(tableOf({ state: "stopped", reason: "refused" })).not.toContain("Next");
  });

  test.each(["too-many-changed", "too-many-emptied", "members-gone"])(
    "after %s: look and approve",
    (reason) => {
      const table = tableOf({ state: "stopped", reason });
      expect(table).toContain(LOOK);
      expect(table).toContain(APPROVE);
    },
  );

  test.each(["too-many-unknown-to-krr", "strange-answers-from-krr"])(
    "after %s: find the fault, for approving would not help",
    (reason) => {
      const table = unwrapped(tableOf({ state: "stopped", reason }));
      expect(table).toMatch(/Next +\w.*the next run tries again\.\n/);
      expect(table).not.toContain("--approve");
    },
  );
});

test.each(BREAKER_REASONS)("%s is told in words, and that nothing has been written", (reason) => {
  const table = unwrapped(tableOf({ state: "stopped", reason }));
  expect(table).toMatch(/Reason +.*; nothing has been written\n/);
  expect(table).not.toContain(reason);
});

test.each([
  [true, "done", "(nothing written)"],
  [true, "stopped", "(nothing written)"],
  [false, "writing", "(written, or still to be)"],
  [false, "waiting", "(written, or still to be)"],
  [false, "stopped", "(written)"],
  [false, "done", "(written)"],
] as const)("the counts of a step, planned only: %s, and %s, are %s", (planned, state, tense) => {
  expect(tableOf({ planned, state })).toContain(`Fields ${tense}`);
});

test("fields of people who left long ago are told when any were emptied", () => {
  expect(reportTable(report())).not.toContain("Left long ago");
  expect(tableOf({ emptiedAfterLeaving: 1234 })).toMatch(/Left long ago +1 234 of their fields emptied\n/);
});

describe("whatever a register answers", () => {
  const hostile = "\u001B[2J\u001B]0;x\u0007 line\nbreak\u2028 \u202Etxt ".repeat(9);
  const table = tableOf({
    registerId: "r".repeat(64),
    reason: "a".repeat(250),
    state: "stopped",
    tally: {
      ...EMPTY_TALLY,
      quarantined: 1e9,
      failures: { [hostile]: 123_456_789, ["word ".repeat(99)]: 1 },
    },
    quarantined: [
      { personId: hostile, fault: "x".repeat(5000) },
      { personId: null, fault: "nationalId" },
      { personId: NATIONAL_ID, fault: "contact" },
    ],
    mode: "first-run",
  });

  test("no line is wider than the terminal", () => {
    for (const line of table.split("\n")) expect(line.length, line).toBeLessThanOrEqual(COLUMNS);
  });

  test("nothing gives orders to the terminal", () => {
    expect(table.replaceAll("\n", "")).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  });

  test("no national id is shown", () => {
    expect(table).not.toContain(NATIONAL_ID);
    expect(table).toContain("[national id]: contact");
    expect(table).toContain("without an id: nationalId");
  });
});
