import { describe, expect, test } from "vitest";
import { createLastOutcomes } from "./last-outcomes.ts";

describe("what is known of the upstreams", () => {
  test("is of each the last outcome, its time and its breaker, also where nobody has asked (HE3)", () => {
    let now = new Date("2026-11-22T09:00:00.000Z");
    const outcomes = createLastOutcomes(["krr", "school"], () => now);
    outcomes.call("krr", "timeout");
    now = new Date("2026-11-22T09:00:05.000Z");
    outcomes.call("krr", "2xx");
    outcomes.breaker("krr", "half-open");
    expect(outcomes.all()).toEqual([
      { name: "krr", last: { outcome: "2xx", at: now }, breaker: "half-open" },
      { name: "school", last: null, breaker: null },
    ]);
  });
});
