/** Eleven digits, also as 010190 12345 and 010190-12345, that are not part of a longer number. */
const NATIONAL_ID = /(?<![\d.])\d{6}[ -]?\d{5}(?!\d)/g;
/** A JOSE object, signed or sealed. */
const TOKEN = /eyJ[\w-]{8,}(\.[\w-]*){1,4}/g;
const SESSION_COOKIE = /(__Host-Http-[\w.]+=)[\w.~-]+/g;
const EMAIL = /[\w.+-]+@[\w-]+(\.[\w-]+)+/g;

/**
 * The last gate before a log line leaves the process (security-and-reliability LG1). Digits are masked by digits, so
 * that a bare number in JSON stays a number and the line stays valid.
 */
export function scrub(line: string): string {
  return line
    .replaceAll(TOKEN, "token-removed")
    .replaceAll(SESSION_COOKIE, "$1removed")
    .replaceAll(EMAIL, "address-removed")
    .replaceAll(NATIONAL_ID, "10000000000");
}
