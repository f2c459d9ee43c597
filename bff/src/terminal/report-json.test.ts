import { expect, test } from "vitest";
import { EMPTY_TALLY, FIELD_RESULTS } from "../domain/sync/tally.ts";
import { reportJson } from "./report-json.ts";
import { NATIONAL_ID, report, RUN_ID, step } from "./testing/examples.ts";

const zeros = Object.fromEntries(FIELD_RESULTS.map((result) => [result, 0]));

test("has the documented shape, every result included", () => {
  expect(JSON.parse(reportJson(report()))).toEqual({
    version: 1,
    runId: RUN_ID,
    trigger: "night",
    dryRun: false,
    state: "finished",
    startedAt: "2026-11-22T02:30:00.000Z",
    finishedAt: "2026-11-22T03:11:12.000Z",
    steps: [
      {
        registerId: "visma-flyt-skole",
        population: "guardians",
        mode: "write",
        state: "done",
        reason: null,
        planned: false,
        records: {
          read: 120_000,
          lookedUp: 119_990,
          notLookedUp: 8,
          notRegistered: 0,
          strange: 0,
          quarantined: 2,
          held: 200_000,
        },
        fields: {
          mobile: { ...zeros, changed: 1200, filled: 310, unchanged: 118_000, "opted-out": 480 },
          email: { ...zeros, filled: 12, unchanged: 119_978 },
        },
        failures: {},
        emptiedAfterLeaving: 0,
        quarantined: [{ personId: "fs-8812", fault: "contact.email" }],
        calls: { krr: 121, register: 364 },
        seconds: 24,
      },
    ],
  });
});

test("a run that goes on has not finished, and one without steps has none", () => {
  const running = report({ state: "running", finishedAt: null, steps: [] });
  expect(JSON.parse(reportJson(running))).toMatchObject({ state: "running", finishedAt: null, steps: [] });
});

test("says the same in the same order, however the report was put together", () => {
  const [one, other] = [
    { locked: 1, "no-answer": 2 },
    { "no-answer": 2, locked: 1 },
  ].map((failures) => reportJson(report({ steps: [step({ tally: { ...EMPTY_TALLY, failures } })] })));
  expect(one).toBe(other);
});

test("is no wider than its contract: what else a step carries stays out", () => {
  const carried = { ...step(), cursor: "secret" };
  expect(reportJson(report({ steps: [carried] }))).not.toContain("secret");
});

test("keeps hostile text as text, and leaves national ids out", () => {
  const hostile = `"}]\n</script>\u0000`;
  const text = reportJson(
    report({
      steps: [
        step({
          reason: hostile,
          tally: { ...EMPTY_TALLY, failures: { [`person ${NATIONAL_ID}`]: 1, "person [national id]": 2 } },
          quarantined: [{ personId: NATIONAL_ID, fault: NATIONAL_ID }],
        }),
      ],
    }),
  );
  expect(JSON.parse(text)).toMatchObject({
    steps: [
      {
        reason: hostile,
        failures: { "person [national id]": 3 },
        quarantined: [{ personId: "[national id]", fault: "[national id]" }],
      },
    ],
  });
  expect(text).not.toContain(NATIONAL_ID);
});
