/** The clocks by which Norway lives; the schedule is read by them, whatever the machine's are. */
export const SCHEDULE_ZONE = "Europe/Oslo";

const LOCAL = new Intl.DateTimeFormat("sv-SE", {
  timeZone: SCHEDULE_ZONE,
  dateStyle: "short",
  timeStyle: "short",
});

/**
 * Names a firing of the schedule by what the clock on the wall shows, such as `2026-10-25T02:30`. Promises one name for
 * the hour that comes twice in October, so that the run does not (SY7).
 */
export function occurrenceName(firing: Date): string {
  return LOCAL.format(firing).replace(" ", "T");
}
