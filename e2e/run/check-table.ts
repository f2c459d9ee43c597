import { existsSync, globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { testNames } from "./test-names.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What stands where no test does. */
const WITHOUT_TEST = /\*\*(Not applicable|Not covered)\.\*\*/;

/** The text of a file of the project, named from its root. */
export function readOwn(file: string): string {
  return readFileSync(`${root}/${file}`, "utf8");
}

/** Whether the project has such a file. */
export function isOwn(file: string): boolean {
  return existsSync(`${root}/${file}`);
}

/** The sources that a cell of a table names. */
export function filesIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+\.tsx?)`/g)].map(([, file = ""]) => file);
}

/**
 * Demands of a table «Row | What is shown | By» that it has each row of security-and-reliability.md once, and that each
 * row names a test that carries it in its own name, or says why there is none.
 *
 * @param groups how many rows each group has, in the table's order.
 */
export function demandEachRow(document: string, groups: Readonly<Record<string, number>>): void {
  const lines = [...document.matchAll(/^\| ([A-Z]{2}\d+) \| (.+) \| (.+) \|$/gm)].map(
    ([, row = "", text = "", by = ""]) => ({ row, text, files: filesIn(by) }),
  );

  test("has each row of the specification once", () => {
    const rows = Object.entries(groups).flatMap(([group, last]) =>
      Array.from({ length: last }, (_, index) => `${group}${index + 1}`),
    );
    expect(lines.map(({ row }) => row)).toEqual(rows);
  });

  describe.each(lines)("row $row", ({ row, text, files }) => {
    test("names tests that carry it, or says why there is none", () => {
      expect(files.length > 0 || WITHOUT_TEST.test(text)).toBe(true);
      for (const file of files) {
        expect(isOwn(file), file).toBe(true);
        expect(rowsNamed(file).has(row), `${file} has no test that carries ${row}`).toBe(true);
      }
    });
  });

  test("says of no row that it has no test while one carries it", () => {
    const sources = globSync(["{bff,web,shared}/**/*.test.{ts,tsx}", "e2e/**/*.{test,spec}.ts"], {
      cwd: root,
      exclude: ["**/node_modules/**"],
    });
    const named = sources.map(rowsNamed);
    const without = lines.filter(({ files }) => files.length === 0).map(({ row }) => row);
    expect(without.filter((row) => named.some((rows) => rows.has(row)))).toEqual([]);
  });
}

/** The rows that names of tests in this file carry in brackets, on their own or in a range: `"… (OI9)"`, `"… (SN1, SN4–SN6)"`. */
function rowsNamed(file: string): ReadonlySet<string> {
  const brackets = testNames(readOwn(file), file)
    .join("\n")
    .matchAll(/\(([^()\n]*\b[A-Z]{2}\d+[^()\n]*)\)/g);
  return new Set(
    [...brackets].flatMap(([, inner = ""]) =>
      [...inner.matchAll(/\b([A-Z]{2})(\d+)(?:–[A-Z]{2}(\d+))?/g)].flatMap(
        ([, group = "", from = "", to = from]) =>
          Array.from(
            { length: Number(to) - Number(from) + 1 },
            (_, index) => `${group}${Number(from) + index}`,
          ),
      ),
    ),
  );
}
