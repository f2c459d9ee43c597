/** An escape of JSON or of a URL: passed by as a whole, so that nothing found begins in the middle of one. */
const ESCAPE = /\\(?:u[\da-fA-F]{4}|.)|%[\da-fA-F]{2}/u;
/** A JOSE object, signed or sealed. */
const TOKEN = /(?<token>eyJ[\w-]{8,}(?:\.[\w-]*){1,4})/u;
const SESSION_COOKIE = /(?<cookie>__Host-Http-[\w.]+=)[\w.~-]+/u;
/** Without slash and equals sign, which an address may hold before the @: paths and queries would go with it. */
const EMAIL = /(?<email>[\p{L}\p{N}.!#$&'*+?^_`{|}~-]{1,64}@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+)/u;
/** Eleven digits, also as 010190 12345 and 010190-12345, that are not part of a longer number. */
const NATIONAL_ID = /(?<id>\d{6}[\s-]?\d{5})(?!\d)/u;
const OTHER_NUMBER = /\d+/u;

const FOUND = new RegExp(
  [ESCAPE, TOKEN, SESSION_COOKIE, EMAIL, NATIONAL_ID, OTHER_NUMBER].map(({ source }) => source).join("|"),
  "gu",
);

/**
 * The last gate before a log line leaves the process (security-and-reliability LG1). Digits are masked by digits, so
 * that a bare number in JSON stays a number and the line stays valid. One pass from left to right: what one pattern
 * has taken no other can cut in two.
 */
export function scrub(line: string): string {
  let clean = "";
  let done = 0;
  for (const match of line.matchAll(FOUND)) {
    clean += line.slice(done, match.index) + replacementOf(match[0], match.groups ?? {});
    done = match.index + match[0].length;
  }
  return clean + line.slice(done);
}

function replacementOf(text: string, found: Readonly<Record<string, string | undefined>>): string {
  if (found["token"] !== undefined) return "token-removed";
  if (found["cookie"] !== undefined) return `${found["cookie"]}removed`;
  if (found["email"] !== undefined) return "address-removed";
  return found["id"] === undefined ? text : "10000000000";
}
