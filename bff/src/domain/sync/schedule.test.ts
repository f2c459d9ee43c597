import { describe, expect, test } from "vitest";
import { occurrenceName, SCHEDULE_ZONE } from "./schedule.ts";

const name = (time: string): string => occurrenceName(new Date(time));

describe("the name of a firing", () => {
  test("is what a clock on a Norwegian wall shows, in winter and in summer", () => {
    expect(SCHEDULE_ZONE).toBe("Europe/Oslo");
    expect(name("2026-01-15T02:15:00Z")).toBe("2026-01-15T03:15");
    expect(name("2026-07-15T01:15:00Z")).toBe("2026-07-15T03:15");
  });

  test("does not depend on the seconds at which the queue fires", () => {
    expect(name("2026-01-15T02:15:59.999Z")).toBe(name("2026-01-15T02:15:00Z"));
  });

  test("shows midnight as the first minute of the new day", () => {
    expect(name("2026-06-30T22:00:00Z")).toBe("2026-07-01T00:00");
  });

  test("SY7: is one for the hour that comes twice in October", () => {
    expect(name("2026-10-25T00:30:00Z")).toBe("2026-10-25T02:30");
    expect(name("2026-10-25T01:30:00Z")).toBe("2026-10-25T02:30");
  });

  test("SY7: passes over the hour that does not come in March", () => {
    expect(name("2026-03-29T00:59:00Z")).toBe("2026-03-29T01:59");
    expect(name("2026-03-29T01:00:00Z")).toBe("2026-03-29T03:00");
  });

  test("SY7: names the leap day", () => {
    expect(name("2028-02-29T02:15:00Z")).toBe("2028-02-29T03:15");
  });
});
