import { fileURLToPath } from "node:url";
import { z } from "zod";
import { benchOrderFrom, type BenchOrder } from "../bench/bench-order.ts";
import { startBenchWorldProcess } from "../bench/bench-world-process.ts";
import { freshDatabase } from "../bench/fresh-database.ts";
import { measure } from "../bench/measured-process.ts";
import { median, resultTable, type BenchRow } from "../bench/result-table.ts";
import { syncEnvironment } from "../bench/sync-environment.ts";
import type { CommandContext } from "./command-context.ts";
import { nightlyRun } from "./nightly-run.ts";
import { Obstacle } from "./ports.ts";

const FLOOR = fileURLToPath(import.meta.resolve("../bench/floor.ts"));
const FLOOR_LINE = z.object({ persons: z.number(), calls: z.number(), peakRssMb: z.number() });
/** How the portal's command says that something waits for a person, as it does where a dry run found something. */
const SOMETHING_WAITS = 3;

interface Bench extends CommandContext {
  readonly order: BenchOrder;
  readonly world: Awaited<ReturnType<typeof startBenchWorldProcess>>;
}

/** Measures the nightly run against the least that it could take, and prints the results as a table. */
export async function benchSync(context: CommandContext): Promise<number> {
  try {
    const order = benchOrderFrom(process.argv.slice(3));
    const world = await startBenchWorldProcess(order);
    try {
      const bench = { ...context, order, world };
      const floors = await measureFloors(bench);
      const syncs = order.floorOnly ? [] : await measureSyncs(bench, median(floors.map(secondsOf)));
      console.log(`\n${resultTable([...floors, ...syncs])}`);
    } finally {
      await world.close();
    }
    return 0;
  } catch (error) {
    if (context.end.aborted) return 1;
    if (!(error instanceof Obstacle)) throw error;
    console.error(error.message);
    return 1;
  }
}

const secondsOf = ({ floorSeconds }: BenchRow): number => floorSeconds;

async function measureFloors({ root, end, order, world }: Bench): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (let run = 1; run <= order.runs; run += 1) {
    tell(`Floor, run ${run} of ${order.runs} …`);
    const args = [FLOOR, JSON.stringify(world.addresses)];
    const { output, seconds } = await measure({ args, cwd: root, env: process.env }, end);
    const { persons, calls, peakRssMb } = FLOOR_LINE.parse(JSON.parse(output));
    rows.push({ run: `floor ${run}`, persons, floorSeconds: seconds, syncSeconds: null, peakRssMb, calls });
  }
  return rows;
}

/** A register's first run is a dry run that a person approves; then one run writes what there is, and later ones nothing. */
async function measureSyncs(bench: Bench, floorSeconds: number): Promise<BenchRow[]> {
  const database = await freshDatabase(process.env["TEST_DATABASE_URL"]);
  try {
    tell(`The portal's database is ${database.engine}.`);
    const env = await syncEnvironment(bench.world.addresses, database.url);
    const sync = (run: string, ...words: string[]) => measureSync(bench, { run, words, env, floorSeconds });
    const everybody = ["--register", "bench", "--population", "guardians"];
    const rows = [await sync("dry run", ...everybody, "--dry-run")];
    await sync("approval", "--approve", "bench");
    rows.push(await sync("first run, writes", ...everybody));
    for (let run = 1; run <= bench.order.runs; run += 1)
      rows.push(await sync(`nothing to write ${run}`, ...everybody));
    return rows;
  } finally {
    await database.drop();
  }
}

interface SyncRun {
  readonly run: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly floorSeconds: number;
}

async function measureSync({ root, end, order, world }: Bench, sync: SyncRun): Promise<BenchRow> {
  const { run, words, env, floorSeconds } = sync;
  tell(`Sync, ${run} …`);
  const before = await world.calls();
  const program = {
    args: nightlyRun(...words),
    cwd: root,
    env: { ...process.env, ...env },
    accepted: words.includes("--dry-run") ? [0, SOMETHING_WAITS] : [0],
  };
  const { seconds, peakRssMb } = await measure(program, end);
  const calls = (await world.calls()) - before;
  return { run, persons: order.persons, floorSeconds, syncSeconds: seconds, peakRssMb, calls };
}

/** Beside the table, which alone goes to the standard output. */
function tell(sentence: string): void {
  console.error(sentence);
}
