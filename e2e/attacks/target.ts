import { fileURLToPath } from "node:url";
import { freePort } from "../run/ports.ts";
import { setClockAhead, startPortal, untilReady } from "../run/portal-process.ts";
import type { Child } from "../run/processes.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { createPortalLog, type PortalLog } from "./portal-log.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

type Environment = Readonly<Record<string, string>>;

/** A portal of its own, run as in production, with the outside world around it. */
export interface Target {
  /** Where it listens. */
  readonly origin: string;
  /** What the browser believes to see; the same where no proxy stands before it. */
  readonly publicOrigin: string;
  readonly world: World;
  /** The process as it runs now. */
  portal(): Child;
  /** Whatever it has printed; empty unless {@link TargetOptions.log} is told. */
  readonly log: PortalLog;
  /** What its process was last told. */
  environment(): Environment;
  /** Ends the portal's process, which closes its database; the world goes on. */
  stop(): Promise<void>;
  /** Starts it anew, told this in place of what was said at first; resolves when it is ready. */
  start(settings?: Environment): Promise<void>;
  /** Puts the portal's clock, and that of a database within it, so far ahead of the world's; negative: behind. */
  setClockAhead(aheadMs: number): Promise<void>;
  /** Where its metrics stand. */
  readonly metricsOrigin: string;
  /** The value of a series of them, and 0 where there is none yet. */
  metric(series: string): Promise<number>;
  close(): Promise<void>;
}

export interface TargetOptions {
  /** The origin of a proxy that ends TLS before the portal. */
  readonly publicOrigin?: string;
  /** Keeps what the portal prints, from this level on, and off the terminal. */
  readonly log?: "debug" | "info" | "warn";
  /** Lets `causeFault` break it. */
  readonly breakable?: boolean;
  /** Names of its environment that this test sets by itself. */
  readonly settings?: Environment | ((world: World) => Environment);
  /** Another target's world, which stays open when this one is closed. */
  readonly world?: World;
}

/** Promises a portal that is ready to be attacked, with nobody logged in and nothing wrong around it. */
export async function startTarget(options: TargetOptions = {}): Promise<Target> {
  const [port, metricsPort] = [String(await freePort()), String(await freePort())];
  const origin = `http://localhost:${port}`;
  const publicOrigin = options.publicOrigin ?? origin;
  const metricsOrigin = `http://localhost:${metricsPort}`;
  const world = options.world ?? (await startWorld({ portalOrigin: publicOrigin, ports: "free" }));
  const log = createPortalLog();
  const told = { ...usualEnvironment(world, options), PORT: port, METRICS_PORT: metricsPort };
  let last: Environment = told;
  let portal: Child | null = null;
  const target: Target = {
    origin,
    publicOrigin,
    world,
    portal() {
      if (portal === null) throw new Error("The portal is stopped");
      return portal;
    },
    log,
    environment: () => last,
    async stop() {
      await portal?.stop();
      portal = null;
    },
    async start(settings = {}) {
      await target.stop();
      last = { ...told, ...settings };
      portal = startPortal({
        root,
        env: last,
        shiftableClock: true,
        breakable: options.breakable ?? false,
        ...(options.log !== undefined && { takeOutput: log.take }),
      });
      await untilReady(portal, origin);
    },
    metricsOrigin,
    metric: (series) => metricAt(metricsOrigin, series),
    setClockAhead: (aheadMs) => setClockAhead(target.portal(), aheadMs),
    async close() {
      await target.stop();
      if (options.world === undefined) await world.close();
    },
  };
  await target.start();
  return target;
}

function usualEnvironment(world: World, { log, settings = {} }: TargetOptions): Environment {
  return {
    DATABASE_URL: "pglite:memory",
    // Faults come and go from test to test, and a portal serves many.
    UPSTREAM_BREAK_MS: "50",
    ...world.bffEnvironment,
    LOG_LEVEL: log ?? "error",
    ...(typeof settings === "function" ? settings(world) : settings),
  };
}

async function metricAt(origin: string, series: string): Promise<number> {
  const answer = await fetch(`${origin}/metrics`);
  const line = (await answer.text()).split("\n").find((each) => each.startsWith(`${series} `));
  return Number(line?.slice(series.length) ?? 0);
}
