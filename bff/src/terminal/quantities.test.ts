import { expect, test } from "vitest";
import { durationInWords, grouped } from "./quantities.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1 000"],
  [120_000, "120 000"],
  [1_500_000, "1 500 000"],
])("%i is written %s", (count, text) => {
  expect(grouped(count)).toBe(text);
});

test.each([
  [-1, "less than a second"],
  [0, "less than a second"],
  [0.9, "less than a second"],
  [1, "1 second"],
  [59.6, "1 minute"],
  [61, "1 minute 1 second"],
  [2472, "41 minutes 12 seconds"],
  [3600, "1 hour"],
  [3725, "1 hour 2 minutes"],
  [90_000, "25 hours"],
])("%d s are %s", (seconds, text) => {
  expect(durationInWords(seconds)).toBe(text);
});
