import { FAILURES } from "@foresattportal/shared/failures.ts";
import { expect, test } from "vitest";
import { flatTexts } from "../testing/flat-texts.ts";
import { TEXTS } from "../testing/texts.ts";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*", "!../testing/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const contract = import.meta.glob<string>(
  ["../../../shared/src/**/*.ts", "!**/*.test.*", "../api/failure.ts"],
  { query: "?raw", import: "default", eager: true },
);

const EXPRESSION = /\$\{[^}]+\}/g;
const KEY = /["`]([a-zA-Z]+(?:\.(?:[\w-]|\$\{[^}]+\})+)+)["`]/g;
const WORD = /"([a-zA-Z]+(?:-[a-z]+)*)"/g;

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
}

function wordsOf(source: string): string[] {
  return Array.from(withoutComments(source).matchAll(WORD), ([, word = ""]) => word);
}

/** What the contract between browser and server can say: kinds, states, outcomes, origins, languages, failures. */
const said = [...Object.values(contract).flatMap(wordsOf), ...Object.keys(FAILURES)];

/**
 * Keys as one file writes them. The value of an expression in a key is a word that the file itself spells out or that the
 * contract knows: the compiler has proved that every such key exists, so here it is enough not to let any other word pass.
 */
function keysIn(source: string): RegExp[] {
  const words = [...new Set([...said, ...wordsOf(source)])].join("|");
  return Array.from(withoutComments(source).matchAll(KEY), ([, key = ""]) => {
    const pattern = key.replaceAll(".", String.raw`\.`).replaceAll(EXPRESSION, `(?:${words})`);
    return new RegExp(`^${pattern}$`);
  });
}

function unusedOf(keys: readonly string[], files: readonly string[]): string[] {
  const patterns = files.flatMap(keysIn);
  return keys.filter((key) => !patterns.some((pattern) => pattern.test(key)));
}

const unused = unusedOf([...new Set(flatTexts(TEXTS.nb).map(({ asked }) => asked))], Object.values(sources));

test("has no text that no code asks for", () => {
  expect(unused).toEqual([]);
});

test("notices a text that only a comment, another word or another file's word asks for", () => {
  const source =
    'const KINDS = ["left", "right"]; KINDS.map((kind) => t(`side.${kind}.name`)); // t("side.note")';
  const other = 'const TOP = "top";';
  expect(unusedOf(["side.left.name", "side.top.name", "side.left"], [source, other])).toEqual([
    "side.top.name",
    "side.left",
  ]);
  expect(unusedOf(["side.note"], ['/* "side.note" */', '  // "side.note"'])).toEqual(["side.note"]);
});
