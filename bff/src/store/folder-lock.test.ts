import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "./database.ts";
import { FolderInUse, lockFolder } from "./folder-lock.ts";

describe("the lock of a PGlite folder", () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "portal-lock-"));
    folder = join(parent, "portal");
  });
  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  it("is refused to a second process, with a line that says what to do (DB6)", async () => {
    const free = lockFolder(folder);
    const source = `import { lockFolder } from ${JSON.stringify(new URL("folder-lock.ts", import.meta.url).href)};
      lockFolder(${JSON.stringify(folder)});`;
    const second = promisify(execFile)(process.execPath, ["--input-type=module", "-e", source]);
    await expect(second).rejects.toThrow(
      `the database folder is in use by process ${String(process.pid)}; use Postgres for more than one`,
    );
    free();
  });

  it("is refused to this process too while it holds it", () => {
    const free = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    free();
  });

  it("can be taken again once it was given free", () => {
    lockFolder(folder)();
    const free = lockFolder(folder);
    expect(existsSync(`${folder}.lock`)).toBe(true);
    free();
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  it("is taken over from a process that is dead", () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    writeFileSync(`${folder}.lock`, String(pid));
    const free = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(String(process.pid));
    free();
  });

  // In a container every start has the same process id.
  it("is taken over from a dead process that had the same id as this one", () => {
    writeFileSync(`${folder}.lock`, String(process.pid));
    const free = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    free();
  });

  it("is taken over when its file names no process", () => {
    writeFileSync(`${folder}.lock`, "not a process id");
    const free = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    free();
  });

  it("keeps the database from opening a folder that is in use", async () => {
    const free = lockFolder(folder);
    await expect(openDatabase({ engine: "pglite", folder }, () => undefined)).rejects.toThrow(FolderInUse);
    free();
  });
});
