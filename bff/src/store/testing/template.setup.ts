import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { databaseIn } from "../database.ts";
import { migrate } from "../migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Files with the data of a PGlite: as initialised, and with all migrations run. */
    pgliteTemplates: { readonly empty: string; readonly migrated: string };
  }
}

let folder: string;

/** Initialises PGlite once for all test files: a copy opens in a quarter of the time that a new one takes. */
export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), "portal-pglite-"));
  const templates = { empty: join(folder, "empty.tar"), migrated: join(folder, "migrated.tar") };
  const pglite = await PGlite.create();
  const database = databaseIn(pglite);
  await writeDump(pglite, templates.empty);
  await migrate(database.db);
  await writeDump(pglite, templates.migrated);
  await database.close();
  project.provide("pgliteTemplates", templates);
}

/** Leaves nothing behind. */
export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true });
}

async function writeDump(pglite: PGlite, file: string): Promise<void> {
  await writeFile(file, Buffer.from(await (await pglite.dumpDataDir("none")).arrayBuffer()));
}
