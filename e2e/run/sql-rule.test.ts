import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runToEnd } from "./processes.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A file of the project and what stands in it. */
type Planted = readonly [file: string, expression: string];

const forbidden: readonly Planted[] = [
  ["bff/src/store/sessions.ts", "sql.raw(name)"],
  ["bff/src/store/refreshes.ts", "sql.lit(name)"],
  ["bff/src/store/guarded.ts", "CompiledQuery.raw(name)"],
  ["bff/src/store/testing/scratch.ts", "sql.raw(name)"],
  ["e2e/bench/fresh-database.ts", "sql.raw(name)"],
];

const allowed: readonly Planted[] = [
  ["bff/src/store/overlay.ts", "sql`select ${name}`"],
  ["bff/src/store/migrations/001-first.ts", "sql.raw(name)"],
];

describe("the linter, where a value could become SQL (DB11)", () => {
  let folder: string;
  let complaints: readonly string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sql-rule-"));
    await copyFile(join(root, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
    for (const [file, expression] of [...forbidden, ...allowed]) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      const imports = `import { CompiledQuery, sql } from "kysely";`;
      const code = `export const query = (name: string) => [CompiledQuery, sql, ${expression}];`;
      await writeFile(join(folder, file), `${imports}\n\n${code}\n`);
    }
    const command = join(root, "node_modules/.bin/oxlint");
    const line = { command, args: ["--format=unix"], cwd: folder };
    complaints = (await runToEnd(line, AbortSignal.timeout(25_000))).output.split("\n");
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(forbidden)("refuses in %s: %s", (file) => {
    const [complaint, ...more] = complaints.filter((line) => line.startsWith(`${file}:`));
    expect(complaint).toContain("no-restricted-properties");
    expect(more).toEqual([]);
  });

  it.each(allowed)("lets pass in %s: %s", (file) => {
    expect(complaints.filter((line) => line.startsWith(`${file}:`))).toEqual([]);
  });
});
