import { LANGUAGES, type Language } from "@foresattportal/shared/languages.ts";
import { expect, test } from "vitest";
import { clock, clockFrom, dayAndClock, fullDate, monthAndYear } from "./format-time.ts";
import { bokmal, textsIn } from "./testing/texts.ts";

async function read(timestamp: string, now: string): Promise<string> {
  const { t } = await bokmal();
  return dayAndClock(timestamp, new Date(now), t);
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

test("never names a minute in which it is still too soon", async () => {
  const { t } = await bokmal();
  expect(clockFrom("2026-11-22T13:31:20.000Z", t)).toBe("kl. 14.32");
  expect(clockFrom("2026-11-22T13:31:00.000Z", t)).toBe("kl. 14.31");
});

const IN_EACH: Readonly<Record<Language, readonly string[]>> = {
  nb: ["april 2026", "1. april 2026", "i dag kl. 09.05", "i går kl. 09.05", "1. april kl. 00.30"],
  nn: ["april 2026", "1. april 2026", "i dag kl. 09.05", "i går kl. 09.05", "1. april kl. 00.30"],
  en: ["April 2026", "1 April 2026", "today at 09:05", "yesterday at 09:05", "on 1 April at 00:30"],
  se: [
    "cuoŋománus 2026",
    "cuoŋománu 1. b. 2026",
    "odne dii. 09.05",
    "ikte dii. 09.05",
    "cuoŋománu 1. b. dii. 00.30",
  ],
};

test.each(LANGUAGES)("writes months, days and times in %s as people there do", async (language) => {
  const { t } = await textsIn(language);
  const aprilInNorway = "2026-03-31T22:30:00.000Z";
  const now = new Date("2026-11-22T13:00:00.000Z");
  expect([
    monthAndYear(aprilInNorway, t),
    fullDate(aprilInNorway, t),
    dayAndClock("2026-11-22T08:05:00.000Z", now, t),
    dayAndClock("2026-11-21T08:05:00.000Z", now, t),
    dayAndClock(aprilInNorway, now, t),
  ]).toEqual(IN_EACH[language]);
});

test.each(LANGUAGES)("has twelve months in %s", async (language) => {
  const { t } = await textsIn(language);
  const months = Array.from({ length: 12 }, (_, month) => monthAndYear(`2026-${pad(month + 1)}-15`, t));
  expect(new Set(months).size).toBe(12);
});

function pad(month: number): string {
  return String(month).padStart(2, "0");
}
