/** Promises digits in groups of three with plain spaces, which every terminal shows and a search finds: `41 000`. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, " ");
}

/** Promises the two leading digits, `5 100/s`: the others would change with every look. Null where nothing has happened. */
export function rateInWords(count: number, seconds: number): string | null {
  if (count <= 0 || seconds <= 0) return null;
  const rate = count / seconds;
  return rate < 0.1 ? "under 0.1/s" : `${grouped(Number(rate.toPrecision(2)))}/s`;
}

/** Promises the two largest units that say something: `1 hour 2 minutes`. */
export function durationInWords(seconds: number): string {
  if (seconds < 1) return "less than a second";
  const whole = Math.round(seconds);
  const units = [
    amount(Math.floor(whole / 3600), "hour"),
    amount(Math.floor(whole / 60) % 60, "minute"),
    whole < 3600 ? amount(whole % 60, "second") : "",
  ];
  return units.filter((unit) => unit !== "").join(" ");
}

/** Promises an estimate that is no finer than it deserves: `15 s`, `12 min`, `1 h 20 min`. */
export function estimateInWords(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return minutes % 60 === 0
    ? `${grouped(minutes / 60)} h`
    : `${grouped(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}

function amount(of: number, unit: string): string {
  return of === 0 ? "" : `${grouped(of)} ${unit}${of === 1 ? "" : "s"}`;
}
