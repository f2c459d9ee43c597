import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { composeSync } from "./compose-sync.ts";
import { readConfig, type Config } from "./config.ts";
import { createLogger, eventLog } from "./platform/logger.ts";
import { migrate, openDatabase } from "./store/index.ts";
import { parseArguments, type SyncCommand } from "./terminal/arguments.ts";
import { differencesCsv } from "./terminal/differences-csv.ts";
import { differencesHtml } from "./terminal/differences-html.ts";
import { faultWords } from "./terminal/fault-words.ts";
import { progressLine } from "./terminal/progress.ts";
import { reportJson } from "./terminal/report-json.ts";
import { reportTable } from "./terminal/report-table.ts";
import { USAGE } from "./terminal/usage.ts";
import { runSync } from "./usecases/sync/run-sync.ts";
import type { SyncDeps, SyncProgress } from "./usecases/sync/sync-deps.ts";

// `npm run sync`: the nightly run by hand, its reports, and the approval of what it would do first.

/** 0 = done; 1 = a fault; 2 = not understood, or somebody else is at it; 3 = something waits or was stopped. */
type ExitCode = 0 | 1 | 2 | 3;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<ExitCode> {
  const parsed = parseArguments(args);
  if (!parsed.ok) return refuse(parsed.faults, USAGE);
  if (parsed.command.command === "help") return say(USAGE);
  const read = readConfig();
  if (!read.ok) return refuse(read.faults);
  try {
    return await carryOut(parsed.command, read.config);
  } catch (error) {
    return refuse([faultWords(error, "the run failed")], "", 1);
  }
}

async function carryOut(
  command: Exclude<SyncCommand, { command: "help" }>,
  config: Config,
): Promise<ExitCode> {
  const observer = {
    record: eventLog(createLogger("silent")),
    onMaskinportenDate: () => undefined,
  };
  const database = await openDatabase(config.database, () => undefined, "nightly");
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  try {
    await migrate(database.db);
    const deps = composeSync({
      config,
      database,
      observer,
      clock,
      stopping: stopping.signal,
      progress: progressShown(),
    });
    if (command.command === "run") return await run(deps, command);
    if (command.command === "report") return await report(deps, command);
    if (command.command === "differences") return await differences(deps, command);
    return await approve(deps, command.registerId);
  } finally {
    await database.close();
  }
}

async function run(deps: SyncDeps, command: Extract<SyncCommand, { command: "run" }>): Promise<ExitCode> {
  const { dryRun, registerId, population } = command;
  const known = deps.targets.map(({ port }) => port.register.id);
  if (registerId !== null && !known.includes(registerId))
    return refuse([`there is no register ${registerId}: choose among ${known.join(", ")}`]);
  const end = await runSync(deps, { occurrence: null, dryRun, registerId, population });
  if (end.state === "busy")
    return refuse([`another process is at run ${end.runId}; its report: --report latest`]);
  if (end.state === "lost") return refuse([`run ${end.runId} has been taken over by another process`]);
  const told = await deps.runs.report(end.runId);
  if (told !== null) say(reportTable(told));
  const wellDone = end.state === "finished" && told?.steps.every(({ state }) => state === "done") === true;
  return wellDone ? 0 : 3;
}

async function report(
  deps: SyncDeps,
  command: Extract<SyncCommand, { command: "report" }>,
): Promise<ExitCode> {
  const found = await deps.runs.report(command.runId);
  if (found === null) return refuse(["there is no such run"]);
  return say(command.format === "json" ? reportJson(found) : reportTable(found));
}

async function differences(
  deps: SyncDeps,
  command: Extract<SyncCommand, { command: "differences" }>,
): Promise<ExitCode> {
  const found = await deps.runs.report(command.runId);
  if (found === null) return refuse(["there is no such run"]);
  const list = deps.runs.differences(found.runId);
  const text = command.format === "csv" ? differencesCsv(list) : differencesHtml(list);
  // The list holds people's contact data: nobody else on the machine is to read it.
  const target = command.out === null ? process.stdout : createWriteStream(command.out, { mode: 0o600 });
  await pipeline(Readable.from(text), target, { end: command.out !== null });
  return 0;
}

async function approve(deps: SyncDeps, registerId: string): Promise<ExitCode> {
  const approved = await deps.runs.approve(registerId);
  if (approved.length === 0)
    return refuse([
      `there is no list of ${registerId} to approve: make one by --dry-run --register ${registerId}`,
    ]);
  const populations = approved.map(({ population }) => population).join(" and ");
  return say(`Approved: ${populations} of ${registerId}. The next run writes.\n`);
}

/** One line that is written over, where somebody looks at it. */
function progressShown(): (progress: SyncProgress) => void {
  const startedAt = clock();
  let told = 0;
  return ({ registerId, population, processed, expected, phase }) => {
    const now = clock();
    if (!process.stderr.isTTY || now.getTime() - told < 200) return;
    told = now.getTime();
    const line = progressLine({ registerId, population, processed, expected, startedAt, now });
    process.stderr.write(`\r\u001B[2K${phase === "writing" ? "writing – " : ""}${line}`);
  };
}

function clock(): Date {
  return new Date();
}

function say(text: string): 0 {
  if (process.stderr.isTTY) process.stderr.write("\r\u001B[2K");
  process.stdout.write(text);
  return 0;
}

function refuse(faults: readonly string[], further = "", code: ExitCode = 2): ExitCode {
  process.stderr.write(`${[...faults, ...(further === "" ? [] : ["", further])].join("\n")}\n`);
  return code;
}
