import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PRODUCT_ROWS } from "../gallery/product-rows.ts";

const folder = new URL(".", import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith(".spec.ts") || name === "sentences.ts")
  .map((name) => readFileSync(new URL(name, folder), "utf8"));

/** The rows that begin the name of a test: `P3, P20: a conflict is shown …`. */
function rowsIn(source: string): string[] {
  const names = source.matchAll(/(?:test\(|state: )["`](P\d+(?:, P\d+)*): /g);
  return Array.from(names, ([, rows = ""]) => rows.split(", ")).flat();
}

test("every row of product.md section 2 has a journey that is named after it", () => {
  const named = new Set(sources.flatMap(rowsIn));
  expect(PRODUCT_ROWS.filter((row) => !named.has(row))).toEqual([]);
});
