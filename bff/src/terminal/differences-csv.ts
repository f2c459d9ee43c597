import type { Difference } from "../ports/sync-runs.ts";
import { inChunks } from "./chunks.ts";
import { cellsOf, COLUMN_NAMES } from "./difference-words.ts";

/** Without it Excel reads UTF-8 as Windows-1252, and «Før» becomes «FÃ¸r». */
const BYTE_ORDER_MARK = "\u{FEFF}";
/**
 * Excel splits a file that is opened by a double click at the list separator of the country. In Norway that is the
 * semicolon, since the comma is in the numbers; with commas, each row would stand in one cell.
 */
const SEPARATOR = ";";
/** What a spreadsheet takes for a formula, also behind white space and in the full width of East Asian keyboards. */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;
const NEEDS_QUOTES = /[";,\r\n\t]|^\s|\s$/u;

/**
 * Promises CSV by RFC 4180 that Norwegian Excel opens as a table and takes no cell of for a formula. Flat memory,
 * however long the list is.
 */
export function differencesCsv(differences: AsyncIterable<Difference>): AsyncIterable<string> {
  return inChunks(rows(differences));
}

async function* rows(differences: AsyncIterable<Difference>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + row(COLUMN_NAMES);
  for await (const difference of differences) yield row(cellsOf(difference));
}

function row(cells: readonly string[]): string {
  return `${cells.map(cell).join(SEPARATOR)}\r\n`;
}

function cell(text: string): string {
  // The apostrophe makes it text and takes nothing away, so that +4791234567 can still be read and found; left alone,
  // Excel would take it for a number and drop the plus.
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
