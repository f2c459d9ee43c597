import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { EVENT_KINDS, EVENT_NAMES } from "./platform/event-kinds.ts";

const sources = fileURLToPath(new URL(".", import.meta.url));
const text = readFileSync(new URL("../../docs/events.md", import.meta.url), "utf8");

/** The rows of the table under a heading, by the name in their first column. */
function rowsUnder(heading: string): ReadonlyMap<string, readonly string[]> {
  const [, section = ""] = text.split(`## ${heading}\n`);
  const rows = section.split("\n## ")[0]?.matchAll(/^\| `(\w+)` \|(.*)\|$/gm) ?? [];
  return new Map(
    [...rows].map(([, name = "", rest = ""]) => [name, rest.split(" | ").map((cell) => cell.trim())]),
  );
}

/** Names of lines that are written past the events: the text that a call of the logger ends with, by its level. */
function linesOf(file: string): (readonly [name: string, level: string])[] {
  const calls = readFileSync(file, "utf8").matchAll(
    /\blogger\.(debug|info|warn|error|fatal)\(\s*(?:\{[^;]*?\},\s*)?"(\w+)",?\s*\)/g,
  );
  return [...calls].map(([, level = "", name = ""]) => [name, level] as const);
}

const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => join(sources, file));

describe("docs/events.md", () => {
  test("has every event of the code, with its level and its counter, and no other (LG4)", () => {
    const told = [...rowsUnder("Events")].map(([name, [level, about]]) => `${name} ${level} ${about}`);
    const known = EVENT_NAMES.map((name) => `${name} ${EVENT_KINDS[name].level} ${EVENT_KINDS[name].about}`);
    expect(told.toSorted()).toEqual(known.toSorted());
  });

  test("has every other line that the process writes, with its levels, and no other", () => {
    const written = Map.groupBy(files.flatMap(linesOf), ([name]) => name);
    const told = rowsUnder("Lines about the process itself");
    expect([...told.keys()].toSorted()).toEqual([...written.keys()].toSorted());
    for (const [name, lines] of written) {
      const levels = [...new Set(lines.map(([, level]) => level))].toSorted();
      expect(told.get(name)?.[0]?.split(", ").toSorted(), name).toEqual(levels);
    }
  });

  test("is compared with as many lines as there are calls of the logger", () => {
    for (const file of files) {
      const calls = readFileSync(file, "utf8").matchAll(/\blogger\.(debug|info|warn|error|fatal)\(/g);
      expect(linesOf(file).length, file).toBe([...calls].length);
    }
  });
});
