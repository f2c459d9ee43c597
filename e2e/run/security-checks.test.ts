import { describe, expect, test } from "vitest";
import { demandEachRow, filesIn, isOwn, readOwn } from "./check-table.ts";

const document = readOwn("docs/security-checks.md");

/** How many rows each group of security-and-reliability.md has. */
const GROUPS: Record<string, number> = {
  CK: 8,
  CF: 12,
  OI: 18,
  RT: 5,
  SN: 14,
  LO: 16,
  HD: 10,
  CH: 6,
  RL: 7,
  HT: 10,
  OB: 7,
  AZ: 6,
  ER: 6,
  LG: 8,
  KR: 6,
  TM: 6,
  AP: 7,
  SC: 10,
};
/** Of our own security code, in the files that decide and in those that carry what is decided. */
const MAX_LINES = { Decides: 700, Carries: 1300 } as const;

describe("the table of security checks", () => {
  demandEachRow(document, GROUPS);
});

describe.each(["Decides", "Carries"] as const)("the security code that no library has for us: %s", (role) => {
  const [, table = ""] = document.slice(0, document.indexOf("## The rows")).split(`| File | ${role} |`);
  const [rows = ""] = table.split("\n\n");
  const pieces = [...rows.matchAll(/^\| (.+) \| (.+) \| (.+) \|$/gm)]
    .map(([, files = "", , tests = ""]) => ({ files: filesIn(files), tests: filesIn(tests) }))
    .filter(({ files }) => files.length > 0);

  test.each(pieces)("has tests of its own: $files", ({ files, tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const file of [...files, ...tests]) expect(isOwn(file), file).toBe(true);
  });

  test("stays under as many lines as the document says", () => {
    const own = pieces.flatMap(({ files }) => files);
    expect(own.length).toBeGreaterThan(20);
    expect(document).toContain(`stay under ${MAX_LINES[role]} lines`);
    expect(own.reduce((sum, file) => sum + linesOfCode(readOwn(file)), 0)).toBeLessThan(MAX_LINES[role]);
  });
});

test("no file of security code is counted twice", () => {
  const cells = [...document.matchAll(/^\| (`bff\/[^|]+) \|/gm)].flatMap(([, cell = ""]) => filesIn(cell));
  expect(cells.filter((file, index) => cells.indexOf(file) !== index)).toEqual([]);
  expect(cells.length).toBeGreaterThan(40);
});

/** Without comments, imports and blank lines. */
function linesOfCode(source: string): number {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^import [\s\S]*?;$/gm, "");
  return code.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("//")).length;
}
