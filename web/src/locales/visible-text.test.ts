import { expect, test } from "vitest";

const sources = import.meta.glob<string>(
  ["../**/*.{ts,tsx}", "!../**/*.test.*", "!../testing/**", "!../routes/profile/example-*.ts"],
  { query: "?raw", import: "default", eager: true },
);

/** What stands in comments, and faults that only developers read, is no text of the page. */
const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const FAULT = /new (?:Range|Type)?Error\([^)]*\)/g;
const STRING = /"([^"\n]*)"|`([^`]*)`/g;

/** Words for people: a capital and more than one word, or a letter that code has no use for. */
const PROSE = /^\p{Lu}\p{Ll}*\s+\p{L}|[^\p{ASCII}\p{P}\p{S}]/u;

function proseIn(source: string): string[] {
  const code = source.replaceAll(COMMENT, "").replaceAll(FAULT, "");
  const strings = Array.from(code.matchAll(STRING), ([, quoted, template]) => quoted ?? template ?? "");
  return strings.filter((string) => PROSE.test(string));
}

test("has no words for people in the code", () => {
  const found = Object.entries(sources).flatMap(([path, source]) =>
    proseIn(source).map((prose) => `${path}: ${prose}`),
  );
  expect(found).toEqual([]);
});

test("notices a sentence and a Norwegian word, and lets code and faults be", () => {
  expect(proseIn('const a = open ? "Prøv igjen" : `Try again`; const b = "tømt";')).toEqual([
    "Prøv igjen",
    "Try again",
    "tømt",
  ]);
  expect(
    proseIn('throw new Error("No profile is shown");\n// "Du må"\n<p className="small muted" />'),
  ).toEqual([]);
});
