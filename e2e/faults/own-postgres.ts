import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../run/ports.ts";
import { runToEnd } from "../run/processes.ts";
import { AS, createCluster, family, POSTGRES_FOLDER } from "./postgres-programs.ts";

/** A Postgres that a test may stop and hold as it likes. */
export interface OwnPostgres {
  /** Of an empty database. */
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  /** As an administrator does: open connections are ended with a word. */
  stop(): Promise<void>;
  /** All its processes stand still; whoever connects is heard by the system alone. */
  pause(): void;
  resume(): void;
  /** Runs one of its tools, such as `pg_dump`, and resolves when that has ended well. */
  tool(name: string, ...args: readonly string[]): Promise<string>;
  drop(): Promise<void>;
}

interface Running {
  readonly keeper: ChildProcess;
  readonly pid: number;
}

/**
 * Ends with the process that has started it, however that ends: what it reads from is gone then. A server that stands
 * still is set going first.
 */
const KEEPER = `"$@" </dev/null >/dev/null 2>&1 &
echo $!
read -r _
kill -CONT $! $(ps -o pid= --ppid $! 2>/dev/null) 2>/dev/null
kill -INT $! 2>/dev/null
wait $!`;

/** Promises a server that nobody else uses, in a folder that is gone afterwards. */
export async function startOwnPostgres(bin = POSTGRES_FOLDER): Promise<OwnPostgres> {
  if (bin === null) throw new Error("This machine has no Postgres");
  const folder = await mkdtemp(join(tmpdir(), "foresattportal-postgres-"));
  const data = await createCluster(bin, folder);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${String(port)}/postgres`;
  const command = [join(bin, "postgres"), "-D", data, ...settings({ port, folder })];
  let running: Running | null = null;
  const signal = (name: NodeJS.Signals): void => {
    for (const pid of running === null ? [] : family(running.pid)) process.kill(pid, name);
  };
  const tool: OwnPostgres["tool"] = async (name, ...args) => {
    const never = new AbortController().signal;
    const { code, output } = await runToEnd({ command: join(bin, name), args, cwd: folder }, never);
    if (code !== 0) throw new Error(`${name} failed: ${output}`);
    return output;
  };
  const server: OwnPostgres = {
    url,
    port,
    tool,
    async start() {
      running = await keep(command, folder);
      while ((await tool("psql", url, "-qAtc", "select 1").catch(() => "")) === "") await wait(100);
    },
    async stop() {
      if (running === null) return;
      const ended = once(running.keeper, "exit");
      running.keeper.stdin?.end();
      await ended;
      running = null;
    },
    pause: () => signal("SIGSTOP"),
    resume: () => signal("SIGCONT"),
    async drop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

/** Small, and without care for what is on the disk when the machine fails. */
function settings({ port, folder }: { port: number; folder: string }): string[] {
  const all = [
    `port=${String(port)}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "fsync=off",
    "shared_buffers=16MB",
    "max_connections=60",
  ];
  return all.flatMap((each) => ["-c", each]);
}

async function keep(command: readonly string[], cwd: string): Promise<Running> {
  const stdio = ["pipe", "pipe", "ignore"] satisfies ("pipe" | "ignore")[];
  const keeper = spawn("/bin/sh", ["-c", KEEPER, "sh", ...command], { cwd, stdio, ...AS });
  if (keeper.stdout === null) throw new Error("nothing to read from");
  const [line] = await once(createInterface(keeper.stdout), "line");
  return { keeper, pid: Number(line) };
}
