import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = globSync(["bff/src/**/*.test.ts", "e2e/{nights,contract}/*.test.ts"], { cwd: root }).map(
  (file) => readFileSync(`${root}/${file}`, "utf8"),
);

/** The rows that a name of a test or of a group of tests begins with, or names in brackets: `N7: …`, `… (SY3)`. */
const named = new Set(
  sources.flatMap((source) =>
    [
      ...source.matchAll(/(?:test|it|describe)(?:\.\w+)*\(?[^\n]*?["`(]((?:N|SY)\d+(?:, (?:N|SY)\d+)*)[:)]/g),
    ].flatMap(([, rows = ""]) => rows.split(", ")),
  ),
);

const rows = (letters: string, last: number) =>
  Array.from({ length: last }, (_, index) => `${letters}${index + 1}`);

test.each([
  ["product.md section 3", rows("N", 15)],
  ["security-and-reliability 6.3", rows("SY", 11)],
])("every row of %s has a test that is named after it", (_section, wanted) => {
  expect(wanted.filter((row) => !named.has(row))).toEqual([]);
});
