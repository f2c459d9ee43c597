import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { startChild, type Child, type CommandLine, type TakeOutput } from "../run/processes.ts";
import { keepFolder } from "./database-evidence.ts";
import { evidenceFile, keepEvidence } from "./evidence.ts";
import { linesFrom } from "./lines-from.ts";

type Environment = Readonly<Record<string, string>>;

/**
 * Starts a portal. In a canary run it says everything it can say, into a file, keeps its database in a folder instead
 * of in memory, and leaves that and its metrics behind when it is stopped; whoever takes its output, or this terminal,
 * gets what they get otherwise.
 */
export function startObserved(line: CommandLine, take?: TakeOutput): Child {
  const name = randomUUID();
  const file = evidenceFile("output", `portal-${name}.txt`);
  const folder = evidenceFile("databases", name);
  if (file === null || folder === null) return startChild(line, take);
  const asked = line.env ?? {};
  const inMemory = asked["DATABASE_URL"] === "pglite:memory";
  const env = { ...asked, LOG_LEVEL: "debug", ...(inMemory && { DATABASE_URL: `pglite:${folder}` }) };
  const show = atLevel(asked["LOG_LEVEL"] ?? "info", take ?? toTerminal);
  const child = startChild({ ...line, env }, (from, text) => {
    appendFileSync(file, text);
    show(from, text);
  });
  return {
    ...child,
    async stop() {
      await keepMetrics(env);
      await child.stop();
      const database = folderOf(env);
      if (database !== undefined) await keepFolder(resolve(line.cwd, database));
      if (inMemory) await rm(folder, { recursive: true, force: true });
    },
  };
}

const toTerminal: TakeOutput = (from, text) => void process[from].write(text);

/** Lets through what the portal would have printed at the level that was asked for. */
function atLevel(level: string, take: TakeOutput): TakeOutput {
  const least = LEVELS[level] ?? 0;
  const out = linesFrom((line) => {
    if (levelOf(line) >= least) take("stdout", `${line}\n`);
  });
  return (from, text) => {
    if (from === "stdout") out(text);
    else take(from, text);
  };
}

/** Pino's numbers; a line that is no event is always shown. */
const LEVELS: Readonly<Record<string, number>> = {
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
  silent: 100,
};

function levelOf(line: string): number {
  return Number(/^\{"level":(\d+),/.exec(line)?.[1] ?? LEVELS["silent"]);
}

/** The folder of its PGlite database; undefined where it is in memory or on Postgres. */
function folderOf({ DATABASE_URL: url = "" }: Environment): string | undefined {
  return /^pglite:(?!memory)([^?]+)/.exec(url)?.[1];
}

/** How the portal says that it is, and what it counts, without the numbers: only names and labels could say anything of anybody. */
async function keepMetrics({ METRICS_PORT: port }: Environment): Promise<void> {
  if (port === undefined) return;
  const ask = (path: string) => fetch(`http://localhost:${port}${path}`).catch(() => null);
  const metrics = await ask("/metrics");
  if (metrics !== null) keepEvidence("metrics", (await metrics.text()).replaceAll(/ \S+$/gm, ""));
  const health = await ask("/health");
  if (health !== null) keepEvidence("metrics", await health.text());
}
