const HOURS_ONLY_OFFSET = /T.*[+-]\d{2}$/;
const WITH_TIME_AND_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}(:\d{2})?)$/;

/**
 * Reads KRR's timestamps: `2023-06-29T10:14:52+02` (offset in whole hours, which `Date` calls invalid), `…Z` with
 * milliseconds and `…+01:00` (national-registers A.6). Anything else is null: a date that cannot be read is no date.
 */
export function parseKrrTime(text: string): Date | null {
  if (!WITH_TIME_AND_OFFSET.test(text)) return null;
  const time = new Date(HOURS_ONLY_OFFSET.test(text) ? `${text}:00` : text);
  return isCalendarDay(text.slice(0, 10)) && isPlausible(time) ? time : null;
}

const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** Promises false for no time at all and for one that no person's data can have; year 9999 means "never" somewhere. */
export function isPlausible(time: Date): boolean {
  return time.getTime() >= EARLIEST && time.getTime() < LATEST;
}

/** `Date` takes 30 February for 2 March; a day that does not exist is a fault of the source. */
function isCalendarDay(day: string): boolean {
  // Every month has 28 days; asking `Date` costs more than all the rest, four times for each person of a night.
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8, 10))];
  if (month >= 1 && month <= 12 && date >= 1 && date <= 28) return true;
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
