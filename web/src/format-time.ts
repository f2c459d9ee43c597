import type { TFunction } from "i18next";

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

/** Only figures are taken from here: months have names among our texts, for browsers that do not know the language. */
const inNorway = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Oslo",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

type Figure = "year" | "month" | "day" | "hour" | "minute";

/** The figures that a clock and a calendar on a wall in Norway show, whatever the device is set to. */
function figuresOf(moment: Date): (type: Figure) => string {
  const parts = inNorway.formatToParts(moment);
  return (type) => parts.find((part) => part.type === type)?.value ?? "";
}

function dayOf(moment: Date): string {
  const figure = figuresOf(moment);
  return [figure("year"), figure("month"), figure("day")].join("-");
}

/** The calendar day before, counted in days and not in hours: a day of the change of clocks has 23 or 25. */
function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, day.length);
}

interface CalendarDate {
  readonly day: number;
  readonly month: string;
  readonly year: string;
}

function calendarDate(moment: Date, t: TFunction): CalendarDate {
  const figure = figuresOf(moment);
  const month = MONTHS[Number(figure("month")) - 1];
  if (month === undefined) throw new RangeError("no month has this number");
  return { day: Number(figure("day")), month: t(`time.month.${month}`), year: figure("year") };
}

/** Promises a month and a year as they stand after «i» in a sentence: `mars 2026`. */
export function monthAndYear(timestamp: string, t: TFunction): string {
  return t("time.monthAndYear", { ...calendarDate(new Date(timestamp), t) });
}

/** Promises a day with its year: `12. mars 2026`. */
export function fullDate(timestamp: string, t: TFunction): string {
  return t("time.fullDate", { ...calendarDate(new Date(timestamp), t) });
}

/** Promises the time of day in Norway, written as people write it: `kl. 14.32`. */
export function clock(timestamp: string, t: TFunction): string {
  const figure = figuresOf(new Date(timestamp));
  return t("time.clock", { hour: figure("hour"), minute: figure("minute") });
}

/** Promises the first whole minute at which the moment has passed, so that who comes at that time does not come too soon. */
export function clockFrom(timestamp: string, t: TFunction): string {
  return clock(new Date(Math.ceil(Date.parse(timestamp) / MINUTE_MS) * MINUTE_MS).toISOString(), t);
}

/** Promises a day and a time that are quick to read: `i dag kl. 09.12`, `3. november kl. 09.12`. */
export function dayAndClock(timestamp: string, now: Date, t: TFunction): string {
  const moment = new Date(timestamp);
  const time = clock(timestamp, t);
  if (dayOf(moment) === dayOf(now)) return t("time.today", { clock: time });
  if (dayOf(moment) === dayBefore(dayOf(now))) return t("time.yesterday", { clock: time });
  const sameYear = dayOf(moment).slice(0, 4) === dayOf(now).slice(0, 4);
  const date = sameYear ? t("time.dayAndMonth", { ...calendarDate(moment, t) }) : fullDate(timestamp, t);
  return t("time.date", { date, clock: time });
}
