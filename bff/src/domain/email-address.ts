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
  const display = text.trim();
  return SHAPE.test(display) && display.length <= 254 ? { normal: display.toLowerCase(), display } : null;
}
