/** Whoever wants to be left alone for longer is not waited for, but asked again by a later run. */
const MOST_MS = 10 * 60 * 1000;

const SECONDS = /^\d+$/;
/** The one form of a date that RFC 9110 lets anybody send. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Reads `Retry-After` (RFC 9110, 10.2.3) as milliseconds from now, ten minutes at most; null when it cannot be read. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? "";
  if (SECONDS.test(text)) return Math.min(Number(text) * 1000, MOST_MS);
  const time = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : Math.min(Math.max(time - now.getTime(), 0), MOST_MS);
}
