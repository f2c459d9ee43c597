import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepFolder, keepRows } from "../canary/database-evidence.ts";
import { Obstacle } from "../run/ports.ts";
import { runToEnd } from "../run/processes.ts";

export interface FreshDatabase {
  /** As the portal's `DATABASE_URL`. */
  readonly url: string;
  readonly engine: "Postgres" | "PGlite";
  /** Ends every connection to it, as a failing network or a failover does; resolves when they are gone. PGlite has none. */
  cutConnections(): Promise<void>;
  /** Carries out a statement beside the portal; PGlite, which serves one process, throws. */
  run(statement: string): Promise<void>;
  drop(): Promise<void>;
}

/** An empty database that nobody else uses: on the server of the address, or PGlite in a temporary folder. */
export function freshDatabase(server: string | undefined): Promise<FreshDatabase> {
  return server === undefined || server === "" ? inFolder() : onServer(server);
}

async function inFolder(): Promise<FreshDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "foresattportal-bench-"));
  return {
    url: `pglite:${join(folder, "database")}`,
    engine: "PGlite",
    cutConnections: () => Promise.resolve(),
    run: () => Promise.reject(new Error("PGlite serves one process")),
    async drop() {
      await keepFolder(join(folder, "database"));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function onServer(server: string): Promise<FreshDatabase> {
  const name = `foresattportal_bench_${randomUUID().replaceAll("-", "")}`;
  await sql(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    engine: "Postgres",
    cutConnections: () =>
      sql(server, `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${name}'`),
    run: (statement) => sql(url.href, statement),
    async drop() {
      await keepRows(url.href, name);
      await sql(server, `drop database ${name} with (force)`);
    },
  };
}

/** Not ended by a signal, since what was created must be dropped. */
async function sql(server: string, statement: string): Promise<void> {
  const args = [server, "-qX", "-v", "ON_ERROR_STOP=1", "-c", statement];
  const { code, output } = await runToEnd(
    { command: "psql", args, cwd: tmpdir() },
    new AbortController().signal,
  );
  if (code !== 0) throw new Obstacle(`psql could not «${statement}» on TEST_DATABASE_URL.\n${output}`);
}
