import { withoutNationalIds } from "./without-national-ids.ts";

/** What a terminal is wide enough for. */
export const COLUMNS = 100;
const LABEL_COLUMNS = 18;
const INDENT = "  ";
/** Longer texts of other systems tell nothing more. */
const MAX_LENGTH = 300;

/**
 * Promises text of another system on one line and without control characters, with which it could paint over what
 * stands above it or give orders to the terminal.
 */
export function printable(text: string): string {
  const line = printableLine(text);
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH).toWellFormed()}…` : line;
}

/** The same, however long it is: for sentences of our own with such text in them. */
export function printableLine(text: string): string {
  return withoutNationalIds(text, "[national id]").replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
}

/** Promises lines of at most 100 columns with the label on the first of them and the text in a column of its own. */
export function labelled(label: string, text: string): string[] {
  const start = INDENT.length + LABEL_COLUMNS;
  return wrap(text, COLUMNS - start).map(
    (line, index) => (INDENT + (index === 0 ? label : "")).padEnd(start) + line,
  );
}

/** Promises lines of at most so many columns; a longer word is cut. */
export function wrap(text: string, columns: number): string[] {
  const lines = [""];
  for (const word of text.split(" ").flatMap((long) => pieces(long, columns))) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function pieces(word: string, columns: number): readonly string[] {
  return word.match(new RegExp(`.{1,${columns}}`, "gu")) ?? [];
}
