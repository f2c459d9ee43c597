const WITH_TIME_AND_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}(:\d{2})?)$/;
const SIGNS = "+-";

/**
 * Reads KRR's timestamps: `2023-06-29T10:14:52+02` (offset in whole hours, which `Date` calls invalid), `…Z` with
 * milliseconds and `…+01:00` (national-registers A.6). Anything else is null: a date that cannot be read is no date.
 */
export function parseKrrTime(text: string): Date | null {
  if (!WITH_TIME_AND_OFFSET.test(text)) return null;
  const inWholeHours = SIGNS.includes(text.charAt(text.length - 3));
  const time = new Date(inWholeHours ? `${text}:00` : text);
  if (!isPlausible(time)) return null;
  // Every month has 28 days; a night asks four times for each person.
  return Number(text.slice(8, 10)) <= 28 || isCalendarDay(text.slice(0, 10)) ? time : null;
}

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** Promises false for no time at all and for one that no person's data can have; year 9999 means "never" somewhere. */
export function isPlausible(time: Date): boolean {
  return time.getTime() >= EARLIEST && time.getTime() < LATEST;
}

/** `Date` takes 30 February for 2 March; a day that does not exist is a fault of the source. */
function isCalendarDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
