import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { canaryFolder } from "../run/canary-folder.ts";
import { runToEnd } from "../run/processes.ts";
import { evidenceFile } from "./evidence.ts";

/** Postgres reads and writes its files by pages of this size. */
export const PAGE_SIZE = 8192;

/**
 * Keeps what a closed PGlite database has in its folder, page by page; does nothing outside a canary run. Nine pages in
 * ten are blank or what every database begins with, and are there once.
 */
export async function keepFolder(folder: string): Promise<void> {
  const blank = Buffer.alloc(PAGE_SIZE);
  // A portal that could not start has made none.
  if (canaryFolder() === null || !existsSync(folder)) return;
  for (const found of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!found.isFile()) continue;
    const content = await readFile(join(found.parentPath, found.name));
    for (let start = 0; start < content.length; start += PAGE_SIZE) {
      const page = content.subarray(start, start + PAGE_SIZE);
      const file = page.equals(blank) ? null : evidenceFile("databases", `${hashOf(page)}.page`);
      if (file !== null && !existsSync(file)) await writeFile(file, page);
    }
  }
}

function hashOf(page: Buffer): string {
  return createHash("sha1").update(page).digest("hex");
}

/** Keeps every row of every table of a Postgres database; does nothing outside a canary run. */
export async function keepRows(url: string, name: string): Promise<void> {
  const file = evidenceFile("databases", `${name}.rows`);
  if (file === null) return;
  const script = fileURLToPath(new URL("every-row.sql", import.meta.url));
  const args = [url, "-qXAt", "-v", "ON_ERROR_STOP=1", "-f", script, "-o", file];
  const { code, output } = await runToEnd(
    { command: "psql", args, cwd: import.meta.dirname },
    new AbortController().signal,
  );
  if (code !== 0) throw new Error(`psql could not read every row.\n${output}`);
}
