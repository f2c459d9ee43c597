const OSLO = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Oslo",
  dateStyle: "short",
  timeStyle: "medium",
});
const OFFSET = new Intl.DateTimeFormat("en", { timeZone: "Europe/Oslo", timeZoneName: "longOffset" });

/** Norwegian local time with the offset in hours only, as KRR writes it: `2023-06-29T10:14:52+02` (national-registers A.6). */
export function osloTime(time: Date): string {
  const zone = OFFSET.formatToParts(time).find(({ type }) => type === "timeZoneName")?.value ?? "";
  return `${OSLO.format(time).replace(" ", "T")}${zone.slice("GMT".length, "GMT+01".length)}`;
}

/** UTC with milliseconds, the other form KRR has been seen to use. */
export function utcTime(time: Date): string {
  return time.toISOString();
}
