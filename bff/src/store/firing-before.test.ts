import { describe, expect, test } from "vitest";
import { firingBefore } from "./jobs.ts";

const NIGHTLY = "15 3 * * *";
const MINUTE = 60_000;
const SOME_HOURS = 2 * 60 * MINUTE;
const SOME_MINUTES = 5 * MINUTE;

function at(time: string, cron = NIGHTLY): string {
  return firingBefore(cron, new Date(time)).occurrence;
}

/** Every name that a firing has when asked so often, in order of appearance. */
function namesBetween(from: string, to: string, every: number, cron = NIGHTLY): readonly string[] {
  const names = new Set<string>();
  for (let now = Date.parse(from); now < Date.parse(to); now += every)
    names.add(firingBefore(cron, new Date(now)).occurrence);
  return [...names];
}

describe("the firing that a job is about", () => {
  test("is the one that has just come", () => {
    expect(firingBefore(NIGHTLY, new Date("2026-11-22T02:15:03Z"))).toEqual({
      occurrence: "2026-11-22T03:15",
      firedAt: new Date("2026-11-22T02:15:00Z"),
    });
  });

  test("is the one of the night, however late its job comes", () => {
    expect(at("2026-11-22T11:40:00Z")).toBe("2026-11-22T03:15");
    expect(at("2026-11-23T02:14:00Z")).toBe("2026-11-22T03:15");
  });

  test("is this one and not yesterday's where the job is made a moment early", () => {
    expect(at("2026-11-22T02:14:58Z")).toBe("2026-11-22T03:15");
    expect(at("2026-11-22T02:14:56Z")).toBe("2026-11-22T03:15");
  });

  test("is yesterday's still, more than a moment before", () => {
    expect(at("2026-11-22T02:14:54Z")).toBe("2026-11-21T03:15");
  });
});

describe("SY7: the nights on which the clocks change", () => {
  test("a schedule behind the change fires once in March", () => {
    expect(namesBetween("2026-03-28T20:00:00Z", "2026-03-29T20:00:00Z", SOME_MINUTES)).toEqual([
      "2026-03-28T03:15",
      "2026-03-29T03:15",
    ]);
    expect(firingBefore(NIGHTLY, new Date("2026-03-29T01:15:02Z")).firedAt).toEqual(
      new Date("2026-03-29T01:15:00Z"),
    );
  });

  test("a schedule behind the change fires once in October", () => {
    expect(namesBetween("2026-10-24T20:00:00Z", "2026-10-25T20:00:00Z", SOME_MINUTES)).toEqual([
      "2026-10-24T03:15",
      "2026-10-25T03:15",
    ]);
    expect(firingBefore(NIGHTLY, new Date("2026-10-25T02:15:02Z")).firedAt).toEqual(
      new Date("2026-10-25T02:15:00Z"),
    );
  });

  test.each(["0 2 * * *", "30 2 * * *", "59 2 * * *"])(
    "a schedule within the hour that October has twice has one name for both: %s",
    (cron) => {
      const names = namesBetween("2026-10-24T20:00:00Z", "2026-10-25T20:00:00Z", SOME_MINUTES, cron);
      expect(names.map((name) => name.slice(0, 10))).toEqual(["2026-10-24", "2026-10-25"]);
    },
  );

  test.each(["0 2 * * *", "30 2 * * *", "59 2 * * *"])(
    "a schedule within the hour that March skips has no second name for a night: %s",
    (cron) => {
      const names = namesBetween("2026-03-27T20:00:00Z", "2026-03-31T20:00:00Z", SOME_MINUTES, cron);
      const nights = names.map((name) => name.slice(0, 10));
      expect(nights).toEqual([...new Set(nights)]);
      expect(nights).toEqual(expect.arrayContaining(["2026-03-28", "2026-03-30"]));
    },
  );
});

describe("SY7: over a whole year", () => {
  test.each([2026, 2028])("each night of %i has exactly one name, leap day and all", (year) => {
    const nights = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day)))
      .filter((day) => day.getUTCFullYear() === year)
      .map((day) => `${day.toISOString().slice(0, 10)}T03:15`);
    const names = namesBetween(
      `${String(year)}-01-01T03:00:00Z`,
      `${String(year + 1)}-01-01T02:00:00Z`,
      SOME_HOURS,
    );
    expect(names).toEqual(nights);
  });
});
