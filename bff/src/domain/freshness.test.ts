import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { freshness, lastConfirmed, monthsBefore } from "./freshness.ts";
import { channel } from "./testing/examples.ts";

const now = new Date("2026-11-22T09:00:00.000Z");
const updated = (time: string) => channel("+4791234567", { updatedAt: new Date(time), verifiedAt: null });

describe("a channel's freshness", () => {
  test.each([
    ["2026-11-21T09:00:00.000Z", "current"],
    ["2025-07-22T09:00:00.000Z", "current"],
    ["2025-07-22T08:59:59.999Z", "ageing"],
    ["2025-05-22T09:00:00.000Z", "ageing"],
    ["2025-05-22T08:59:59.999Z", "expired"],
    ["2020-01-01T00:00:00.000Z", "expired"],
  ])("changed %s is %s (16 and 18 months)", (time, expected) => {
    expect(freshness(updated(time), now)).toBe(expected);
  });

  test("counts from the newer of changed and confirmed", () => {
    const long = new Date("2020-01-01T00:00:00Z");
    const lately = new Date("2026-10-01T00:00:00Z");
    expect(freshness(channel("x", { updatedAt: long, verifiedAt: lately }), now)).toBe("current");
    expect(freshness(channel("x", { updatedAt: lately, verifiedAt: long }), now)).toBe("current");
  });

  test("is expired where nobody can date it", () => {
    expect(freshness(channel("x", { updatedAt: null, verifiedAt: null }), now)).toBe("expired");
  });

  test("never grows younger while time passes", () => {
    const order = ["current", "ageing", "expired"];
    const time = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, time, (confirmed, a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a];
        const held = channel("x", { updatedAt: confirmed });
        expect(order.indexOf(freshness(held, later))).toBeGreaterThanOrEqual(
          order.indexOf(freshness(held, earlier)),
        );
      }),
    );
  });
});

describe("so many months before", () => {
  test.each([
    ["2026-08-31T10:00:00.000Z", 18, "2025-02-28T10:00:00.000Z"],
    ["2025-08-31T10:00:00.000Z", 18, "2024-02-29T10:00:00.000Z"],
    ["2026-10-31T10:00:00.000Z", 16, "2025-06-30T10:00:00.000Z"],
    ["2024-02-29T10:00:00.000Z", 12, "2023-02-28T10:00:00.000Z"],
    ["2026-01-15T23:59:59.999Z", 18, "2024-07-15T23:59:59.999Z"],
    ["2026-12-31T00:00:00.000Z", 1, "2026-11-30T00:00:00.000Z"],
  ])("%s, %i months, stays in the month that is meant", (from, months, expected) => {
    expect(monthsBefore(new Date(from), months).toISOString()).toBe(expected);
  });

  test("leaves the time it was given alone", () => {
    const given = new Date("2026-08-31T10:00:00.000Z");
    monthsBefore(given, 18);
    expect(given.toISOString()).toBe("2026-08-31T10:00:00.000Z");
  });
});

test("nobody confirmed what has neither date", () => {
  expect(lastConfirmed({ updatedAt: null, verifiedAt: null })).toBeNull();
});

test("one date is enough", () => {
  const date = new Date("2026-01-01T00:00:00Z");
  expect(lastConfirmed({ updatedAt: date, verifiedAt: null })).toEqual(date);
  expect(lastConfirmed({ updatedAt: null, verifiedAt: date })).toEqual(date);
});
