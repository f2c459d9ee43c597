import { describe, expect, test } from "vitest";
import { progressLine } from "./progress.ts";

const startedAt = new Date("2026-11-22T02:30:00.000Z");

function line(processed: number, expected: number | null, seconds: number): string {
  return progressLine({
    registerId: "flyt-skole",
    population: "guardians",
    processed,
    expected,
    startedAt,
    now: new Date(startedAt.getTime() + seconds * 1000),
  }).replace("guardians in flyt-skole: ", "");
}

test("names the step, how far it has come, how fast it goes and what is left", () => {
  expect(
    progressLine({
      registerId: "visma-flyt-skole",
      population: "guardians",
      processed: 41_000,
      expected: 120_000,
      startedAt,
      now: new Date("2026-11-22T02:30:08.000Z"),
    }),
  ).toBe("guardians in visma-flyt-skole: 41 000 of about 120 000 (34 %), 5 100/s, about 15 s left");
});

describe("says only what can be known", () => {
  test.each([
    [0, 120_000, 0, "0 of about 120 000 (0 %)"],
    [0, 120_000, 30, "0 of about 120 000 (0 %)"],
    [1000, 120_000, 0.2, "1 000 of about 120 000 (0 %)"],
    [1000, 120_000, -5, "1 000 of about 120 000 (0 %)"],
    [41_000, null, 0.5, "41 000 so far"],
    [41_000, null, 8, "41 000 so far, 5 100/s"],
    [41_000, 0, 8, "41 000 so far, 5 100/s"],
    [0, null, 0, "0 so far"],
    [130_000, 120_000, 26, "130 000, more than the 120 000 expected, 5 000/s"],
    [120_000, 120_000, 24, "120 000 of about 120 000 (100 %), 5 000/s"],
    [119_999, 120_000, 24, "119 999 of about 120 000 (99 %), 5 000/s, about 1 s left"],
  ])("%i of %s after %d s", (processed, expected, seconds, text) => {
    expect(line(processed, expected, seconds)).toBe(text);
  });
});

test.each([
  [1000, 1_000_000, 1000, "1/s, about 277 h 30 min left"],
  [100, 1_000, 100, "1/s, about 15 min left"],
  [100, 180, 100, "1/s, about 80 s left"],
  [100, 7_300, 100, "1/s, about 2 h left"],
  [55, 1_000, 100, "0.55/s, about 29 min left"],
  [1, 10, 100, "under 0.1/s, about 15 min left"],
])("%i of %i in %i s", (processed, expected, seconds, text) => {
  expect(line(processed, expected, seconds)).toContain(text);
});
