import { z } from "zod";
import { freshDatabase, type FreshDatabase } from "../fresh-database.ts";
import { freePort } from "../../run/ports.ts";
import { untilReady } from "../../run/portal-process.ts";
import { bffCommand, NODE_OPTIONS } from "../../run/release/release-form.ts";
import { fileNamed, startProgram, type Program } from "./start-program.ts";

const environment = z.record(z.string(), z.string());
const loggedIn = z.object({ guardians: z.array(z.object({ nationalId: z.string(), cookie: z.string() })) });

export interface Guardian {
  readonly nationalId: string;
  readonly cookie: string;
}

/** The portal as it is delivered and told to run, with its world and its database, each in a process of its own. */
export interface BenchPortal {
  readonly origin: string;
  readonly pid: number;
  readonly engine: FreshDatabase["engine"];
  readonly world: Program;
  /** Milliseconds from its start until it was ready. */
  readonly readyAfterMs: number;
  /** Where its metrics stand. */
  readonly metricsOrigin: string;
  /** Lets so many guardians in, through ID-porten; some of them several times where there are more than people. */
  logIn(count: number): Promise<readonly Guardian[]>;
  stop(): Promise<void>;
}

/**
 * Starts it, on Postgres where an address of one is told.
 *
 * @param form `release` needs `npm run build` before.
 */
export async function startBenchPortal(server: string | undefined): Promise<BenchPortal> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const origin = `http://localhost:${String(port)}`;
  const world = await startProgram({ args: [fileNamed("world.ts"), origin], says: true });
  const database = await freshDatabase(server);
  const env = {
    ...environment.parse(await world.ask({ wish: "environment" })),
    // The world is on this machine, as in the demo.
    NODE_ENV: "development",
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    DATABASE_URL: database.url,
    LOG_LEVEL: "info",
    NODE_OPTIONS,
  };
  const begun = performance.now();
  const program = await startProgram({ args: [bffCommand("main")], env });
  const ended = new Promise<never>(() => undefined);
  await untilReady({ exited: ended }, origin);
  return {
    origin,
    pid: program.pid,
    engine: database.engine,
    world,
    readyAfterMs: performance.now() - begun,
    metricsOrigin: `http://localhost:${String(metricsPort)}`,
    async logIn(count) {
      return loggedIn.parse(await world.ask({ wish: "log-ins", origin, count })).guardians;
    },
    async stop() {
      await program.stop();
      await world.stop();
      await database.drop();
    },
  };
}

/** The same for as long as the work takes, however that ends. */
export async function withBenchPortal<T>(
  server: string | undefined,
  work: (portal: BenchPortal) => Promise<T>,
): Promise<T> {
  const portal = await startBenchPortal(server);
  try {
    return await work(portal);
  } finally {
    await portal.stop();
  }
}
