/**
 * What JSON leaves as it is and a terminal or an editor obeys: DEL and the second set of control characters (which
 * begin escape sequences), soft hyphens, marks of direction, characters without width, line and paragraph separators.
 */
const UNSEEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Promises a line of JSON that says the same and in which every such character is an escape (ASVS 16.4.1). They can
 * stand in strings alone, so that the line stays JSON.
 */
export function escapeUnseen(line: string): string {
  return line.replace(UNSEEN, (character) =>
    Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join(""),
  );
}

function unit(code: number): string {
  return `\\u${code.toString(16).padStart(4, "0")}`;
}
