import { PAGES } from "@foresattportal/shared/pages.ts";

const ALLOWED: ReadonlySet<string> = new Set(Object.values(PAGES));
const MAX_LENGTH = 512;
/** The parser would take them out and read on. */
const CONTROL = /\p{Cc}/u;

/**
 * Where to go after the log-in: one of our own pages, and `/` for anything else. The browser's own parser decides what
 * an address means, since prefix checks let crafted ones out (security-and-reliability 0.13); only the path survives.
 */
export function safeReturnTo(value: string | undefined, publicOrigin: string): string {
  if (value === undefined || value.length > MAX_LENGTH || CONTROL.test(value)) return PAGES.home;
  if (!URL.canParse(value, publicOrigin)) return PAGES.home;
  const url = new URL(value, publicOrigin);
  return url.origin === publicOrigin && ALLOWED.has(url.pathname) ? url.pathname : PAGES.home;
}
