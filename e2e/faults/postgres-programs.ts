import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { chown } from "node:fs/promises";
import { dirname, join } from "node:path";

const NEEDED = ["initdb", "postgres", "psql", "pg_dump", "pg_restore"];

/** Where this machine has the programs of Postgres; null where it has not all of them. */
export const POSTGRES_FOLDER = findPrograms();

/** As whom they run, since root may not: nobody where we are root, and otherwise we. */
export const AS: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};

/** Makes an empty cluster in this folder, which is handed over to whoever runs it. */
export async function createCluster(bin: string, folder: string): Promise<string> {
  if (AS.uid !== undefined && AS.gid !== undefined) await chown(folder, AS.uid, AS.gid);
  const data = join(folder, "data");
  const args = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"];
  execFileSync(join(bin, "initdb"), args, { cwd: folder, stdio: "ignore", ...AS });
  return data;
}

/** A server and the processes that it has started for its connections. */
export function family(pid: number): number[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).split("\n");
  const children = lines
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
  return [pid, ...children];
}

function findPrograms(): string | null {
  const { stdout } = spawnSync("/bin/sh", ["-c", "command -v initdb"], { encoding: "utf8" });
  // Debian keeps them where no command is looked for.
  const folders = [dirname(stdout.trim()), ...globSync("/usr/lib/postgresql/*/bin").toSorted().toReversed()];
  return folders.find((folder) => NEEDED.every((name) => existsSync(join(folder, name)))) ?? null;
}

function idOf(kind: "-u" | "-g"): number {
  return Number(execFileSync("id", [kind, "nobody"], { encoding: "utf8" }));
}
