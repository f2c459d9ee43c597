import { expect, test } from "vitest";
import { clock, clockFrom, dayAndClock, monthAndYear } from "./format-time.ts";
import { bokmal } from "./testing/texts.ts";

async function read(timestamp: string, now: string): Promise<string> {
  const { t } = await bokmal();
  return dayAndClock(timestamp, new Date(now), "nb", t);
}

test("tells the time of day in Norway and not that of the server", async () => {
  const { t } = await bokmal();
  expect(clock("2026-11-22T13:32:00.000Z", t)).toBe("kl. 14.32");
  expect(clock("2026-07-01T22:05:00.000Z", t)).toBe("kl. 00.05");
});

test("counts the days by midnight in Norway", async () => {
  expect(await read("2026-11-21T23:30:00.000Z", "2026-11-22T13:00:00.000Z")).toBe("i dag kl. 00.30");
  expect(await read("2026-11-21T22:30:00.000Z", "2026-11-22T13:00:00.000Z")).toBe("i går kl. 23.30");
});

test("knows yesterday after the night in which the clocks were set back", async () => {
  expect(await read("2026-10-24T10:00:00.000Z", "2026-10-25T22:45:00.000Z")).toBe("i går kl. 12.00");
});

test("gives the year only of another year", async () => {
  expect(await read("2026-03-12T08:12:00.000Z", "2026-11-22T13:00:00.000Z")).toBe("12. mars kl. 09.12");
  expect(await read("2025-03-12T08:12:00.000Z", "2026-11-22T13:00:00.000Z")).toBe("12. mars 2025 kl. 09.12");
});

test("names the month in which something was confirmed", () => {
  expect(monthAndYear("2026-03-31T22:30:00.000Z", "nb")).toBe("april 2026");
});

test("never names a minute in which it is still too soon", async () => {
  const { t } = await bokmal();
  expect(clockFrom("2026-11-22T13:31:20.000Z", t)).toBe("kl. 14.32");
  expect(clockFrom("2026-11-22T13:31:00.000Z", t)).toBe("kl. 14.31");
});
