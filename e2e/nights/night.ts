import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { keepOutput } from "../canary/child-evidence.ts";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { nightlyRun } from "../run/nightly-run.ts";
import { bffCommand } from "../run/release/release-form.ts";
import { startWorld, type World, type WorldOptions } from "../world/start-world.ts";
import { reportForm, type Report } from "./report-form.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly output: string;
}

/** A call of the portal's own command that is under way. */
export interface Call {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A world with its registers, and the book of a portal that has never run: what happens to it at night. */
export interface Night {
  readonly world: World;
  readonly database: FreshDatabase;
  /** Begins `npm run sync -- …` as a process of its own. */
  begin(...args: readonly string[]): Call;
  /** The same, to its end. */
  sync(...args: readonly string[]): Promise<Ended>;
  /** Approves both registers' first lists, so that the next run writes. */
  approveEverything(): Promise<void>;
  report(): Promise<Report>;
  /** Starts a process that works by the schedule, as a replica of the portal. */
  startWorker(cron: string): ChildProcess;
  close(): Promise<void>;
}

/** Promises a night of its own: no other test's world, database or key is in it. */
export async function createNight(
  options: Partial<Omit<WorldOptions, "ports" | "portalOrigin">> & {
    readonly server?: string | undefined;
  } = {},
): Promise<Night> {
  const { server, ...rest } = options;
  const world = await startWorld({ portalOrigin: "http://localhost:3000", ports: "free", ...rest });
  const database = await freshDatabase(server);
  const children = createChildren({ ...world.bffEnvironment, DATABASE_URL: database.url });
  const begin = (...args: readonly string[]): Call => {
    const child = children.start(nightlyRun(...args));
    return { process: child, ended: endOf(child) };
  };
  const sync = (...args: readonly string[]): Promise<Ended> => begin(...args).ended;
  return {
    world,
    database,
    begin,
    sync,
    async approveEverything() {
      await sync("--dry-run");
      for (const { id } of [world.school, world.kindergarten]) await sync("--approve", id);
    },
    async report() {
      const { output } = await sync("--report", "latest", "--format", "json");
      return reportForm.parse(JSON.parse(output));
    },
    startWorker: (cron) =>
      children.start(["--import", "./e2e/run/end-with-parent.ts", bffCommand("main")], {
        ROLE: "worker",
        SYNC_CRON: cron,
        LOG_LEVEL: "debug",
      }),
    async close() {
      children.kill();
      await world.close();
      await database.drop();
    },
  };
}

/** Processes that end with this one, however it ends. */
function createChildren(env: Readonly<Record<string, string>>) {
  const children: ChildProcess[] = [];
  return {
    start(args: readonly string[], more: Readonly<Record<string, string>> = {}): ChildProcess {
      const child = spawn(process.execPath, args, {
        cwd: root,
        env: { ...env, ...more },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      });
      keepOutput(child, args);
      children.push(child);
      return child;
    },
    kill() {
      for (const child of children) child.kill("SIGKILL");
    },
  };
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const output = Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  await once(child, "exit");
  return { code: child.exitCode, output: (await output).join("") };
}

async function textOf(stream: ChildProcess["stdout"]): Promise<string> {
  return stream === null ? "" : text(stream);
}

/** Resolves as soon as it is so; looks often, since what is waited for may pass. */
export async function until(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error("it did not come to be so in time");
    await wait(20);
  }
}
