import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TakeOutput } from "../run/processes.ts";
import { startObserved } from "./observed-portal.ts";

/** Says what it was told, as the portal says things, and ends. */
const SCRIPT = `
  const say = (level, msg) => console.log(JSON.stringify({ level, msg }));
  say(20, process.env.LOG_LEVEL);
  say(20, process.env.DATABASE_URL);
  say(50, "a fault");
  console.error("a crash");
`;

describe("a portal in a canary run", () => {
  let folder: string;
  let shown: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresattportal-observed-"));
    shown = [];
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, "write").mockImplementation((text) => {
        shown.push(String(text));
        return true;
      });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  async function run(take?: TakeOutput): Promise<string> {
    vi.stubEnv("CANARY_FOLDER", folder);
    const env = { LOG_LEVEL: "error", DATABASE_URL: "pglite:memory" };
    const line = { command: process.execPath, args: ["-e", SCRIPT], cwd: folder, env };
    const child = startObserved(line, take);
    await child.exited;
    const place = join(folder, "evidence", "output");
    const files = await readdir(place);
    return (await Promise.all(files.map((file) => readFile(join(place, file), "utf8")))).join("");
  }

  it("says all it can say, into a file (LG2)", async () => {
    const said = await run();
    expect(said).toContain('{"level":20,"msg":"debug"}');
    expect(said).toContain('"msg":"a fault"');
    expect(said).toContain("a crash");
  });

  it("has its database in a folder that can be searched (SN11)", async () => {
    expect(await run()).toMatch(new RegExp(`"pglite:${folder}/evidence/databases/[^"]+"`));
  });

  it("shows at the terminal what it shows otherwise", async () => {
    await run();
    expect(shown.toSorted()).toEqual(["a crash\n", '{"level":50,"msg":"a fault"}\n']);
  });

  it("tells whoever takes its output what it tells otherwise", async () => {
    const taken: string[] = [];
    await run((from, text) => taken.push(`${from} ${text}`));
    expect(taken.toSorted()).toEqual(["stderr a crash\n", 'stdout {"level":50,"msg":"a fault"}\n']);
    expect(shown).toEqual([]);
  });
});
