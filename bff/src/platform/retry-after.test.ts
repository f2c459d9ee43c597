import { describe, expect, test } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const NOW = new Date("2026-11-25T12:00:00Z");

describe("Retry-After", () => {
  test.each([
    ["seconds", "7", 7000],
    ["no time at all", "0", 0],
    ["seconds with space around", " 7 ", 7000],
    ["a time to come", "Wed, 25 Nov 2026 12:01:30 GMT", 90_000],
    ["a time that is past", "Wed, 25 Nov 2026 11:00:00 GMT", 0],
  ])("is read as %s", (_what, header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });

  test.each([
    ["in seconds", "86400"],
    ["beyond what a number holds", "9".repeat(400)],
    ["as a date", "Thu, 26 Nov 2026 12:00:00 GMT"],
  ])("is ten minutes at most (%s)", (_what, header) => {
    expect(parseRetryAfter(header, NOW)).toBe(600_000);
  });

  test.each([
    ["nothing", null],
    ["an empty text", ""],
    ["a fraction", "7.5"],
    ["a negative number", "-7"],
    ["a date in another form", "2026-11-25T12:01:30Z"],
    ["a day that does not exist", "Wed, 99 Nov 2026 12:01:30 GMT"],
    ["words", "soon"],
  ])("cannot be read from %s", (_what, header) => {
    expect(parseRetryAfter(header, NOW)).toBeNull();
  });
});
