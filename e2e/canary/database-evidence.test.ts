import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freshDatabase } from "../bench/fresh-database.ts";
import { runToEnd } from "../run/processes.ts";
import { keepFolder, PAGE_SIZE } from "./database-evidence.ts";

const SERVER = process.env["TEST_DATABASE_URL"];

function page(text: string): Buffer {
  return Buffer.alloc(PAGE_SIZE, text);
}

describe("a database that is closed in a canary run", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresattportal-database-"));
    vi.stubEnv("CANARY_FOLDER", join(folder, "canaries"));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true, force: true });
  });

  async function kept(): Promise<Buffer> {
    const place = join(folder, "canaries", "evidence", "databases");
    const files = await readdir(place);
    return Buffer.concat(await Promise.all(files.map((file) => readFile(join(place, file)))));
  }

  it("leaves each page that says something behind, once (SN11)", async () => {
    const database = join(folder, "database");
    await mkdir(join(database, "base"), { recursive: true });
    await writeFile(join(database, "one"), Buffer.concat([page("a"), Buffer.alloc(PAGE_SIZE), page("b")]));
    await writeFile(join(database, "base", "two"), Buffer.concat([page("b"), Buffer.from("the end")]));
    await keepFolder(database);
    const pages = await kept();
    expect(pages).toHaveLength(2 * PAGE_SIZE + "the end".length);
    for (const text of ["aaaa", "bbbb", "the end"]) expect(pages.includes(text)).toBe(true);
  });

  it.skipIf(SERVER === undefined || SERVER === "")(
    "leaves every row of every table behind, whatever the schema (SN11)",
    async () => {
      const { url, drop } = await freshDatabase(SERVER);
      const script = `create schema "Other"; create table "Other"."T" (a text, b jsonb);
        insert into "Other"."T" values ('one', '{"two":3}'); create table u (c bytea); insert into u values ('four');`;
      const line = { command: "psql", args: [url, "-qX", "-c", script], cwd: folder };
      expect(await runToEnd(line, new AbortController().signal)).toEqual({ code: 0, output: "" });
      await drop();
      expect((await kept()).toString().split("\n")).toEqual([
        String.raw`Other.T|(one,"{""two"": 3}")`,
        String.raw`public.u|("\\x666f7572")`,
        "",
      ]);
    },
  );
});
