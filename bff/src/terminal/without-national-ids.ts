import { NationalId } from "../domain/national-id.ts";

/** Eleven digits, also as 010190 12345 and 010190-12345, that are no part of a longer or of an international number. */
const ELEVEN_DIGITS = /(?<![\d+])(\d{6})[\s-]?(\d{5})(?!\d)/g;

/**
 * Promises that no national id is left. There is none in what reports and lists are made of, unless a register uses it
 * as its own id, or somebody has typed it into the wrong field; then it must not travel on in a file.
 */
export function withoutNationalIds(text: string, instead: string): string {
  return text.replaceAll(ELEVEN_DIGITS, (found, date: string, rest: string) =>
    NationalId.parse(date + rest) === null ? found : instead,
  );
}
