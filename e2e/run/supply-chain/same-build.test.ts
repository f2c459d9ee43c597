import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compareBuilds } from "./same-build.ts";

describe("two builds of the same sources (SC9)", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "builds-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function built(name: string, files: Readonly<Record<string, string>>): Promise<string> {
    await mkdir(join(folder, name));
    for (const [file, content] of Object.entries(files)) {
      await mkdir(join(folder, name, dirname(file)), { recursive: true });
      await writeFile(join(folder, name, file), content);
    }
    return join(folder, name);
  }

  it("are the same where every file is", async () => {
    const first = await built("1", { "index.html": "a", "assets/x.js": "b" });
    const second = await built("2", { "assets/x.js": "b", "index.html": "a" });
    expect(await compareBuilds(first, second)).toMatchObject({ passed: 1, failed: 0 });
  });

  it.each([
    ["a file has other bytes under the same name", { "index.html": "a", "assets/x.js": "c" }],
    ["a file has another hash in its name", { "index.html": "a", "assets/y.js": "b" }],
    ["a file is missing", { "index.html": "a" }],
  ])("are not the same where %s, and the file is named", async (_what, files) => {
    const first = await built("1", { "index.html": "a", "assets/x.js": "b" });
    const outcome = await compareBuilds(first, await built("2", files));
    expect(outcome.passed).toBe(0);
    expect(outcome.failed).toBeGreaterThan(0);
    expect(outcome.output).toContain("assets/x.js is not the same in both builds.");
  });

  it("are not compared where nothing was built", async () => {
    expect(await compareBuilds(await built("1", {}), await built("2", {}))).toMatchObject({ failed: 1 });
  });
});
