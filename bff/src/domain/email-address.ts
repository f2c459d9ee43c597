/** RFC 5321, 4.5.3.1.3. */
const MAX_LENGTH = 254;
const SHAPE = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

/** An address that mail can be sent to. */
export interface EmailAddress {
  /** Trimmed and in lower case: what is compared. */
  readonly normal: string;
  /** Trimmed, otherwise as written: what is shown and sent on. */
  readonly display: string;
}

/** Promises null unless the text has one `@`, a dotted domain, no white space and at most 254 characters (RFC 5321). */
export function parseEmailAddress(text: string): EmailAddress | null {
  // Length first: the pattern takes its time over text that only looks like many addresses.
  if (text.length > MAX_LENGTH) return null;
  const display = text.trim();
  return SHAPE.test(display) ? { normal: display.toLowerCase(), display } : null;
}
