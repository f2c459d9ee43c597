import type { Language } from "@foresattportal/shared/languages.ts";
import type { TFunction } from "i18next";

const TIME_ZONE = "Europe/Oslo";
const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

const LOCALES = {
  nb: "nb-NO",
  nn: "nn-NO",
  en: "en-GB",
  se: "se-NO",
} as const satisfies Record<Language, string>;

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = Object.entries(LOCALES).find(([code]) => code === language)?.[1] ?? LOCALES.nb;
  return new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...options });
}

/** The calendar day in Norway, whatever the clock of the device is set to. */
function dayOf(moment: Date): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: TIME_ZONE }).format(moment);
}

/** The calendar day before, counted in days and not in hours: a day of the change of clocks has 23 or 25. */
function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, day.length);
}

/** Promises a month and a year for reading: `mars 2026`. */
export function monthAndYear(timestamp: string, language: string): string {
  return formatter(language, { month: "long", year: "numeric" }).format(new Date(timestamp));
}

/** Promises the time of day in Norway, written as people write it: `kl. 14.32`. */
export function clock(timestamp: string, t: TFunction): string {
  const parts = formatter("nb", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(
    new Date(timestamp),
  );
  const part = (type: "hour" | "minute"): string => parts.find((found) => found.type === type)?.value ?? "";
  return t("time.clock", { hour: part("hour"), minute: part("minute") });
}

/** Promises the first whole minute at which the moment has passed, so that who comes at that time does not come too soon. */
export function clockFrom(timestamp: string, t: TFunction): string {
  return clock(new Date(Math.ceil(Date.parse(timestamp) / MINUTE_MS) * MINUTE_MS).toISOString(), t);
}

/** Promises a day and a time that are quick to read: `i dag kl. 09.12`, `3. november kl. 09.12`. */
export function dayAndClock(timestamp: string, now: Date, language: string, t: TFunction): string {
  const moment = new Date(timestamp);
  const time = clock(timestamp, t);
  if (dayOf(moment) === dayOf(now)) return t("time.today", { clock: time });
  if (dayOf(moment) === dayBefore(dayOf(now))) return t("time.yesterday", { clock: time });
  const sameYear = dayOf(moment).slice(0, 4) === dayOf(now).slice(0, 4);
  const date = formatter(language, {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
  return t("time.date", { date: date.format(moment), clock: time });
}
