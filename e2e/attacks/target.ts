import { fileURLToPath } from "node:url";
import { freePort } from "../run/ports.ts";
import { startPortal, untilReady } from "../run/portal-process.ts";
import { startWorld, type World } from "../world/start-world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A portal of its own, run as in production, with the outside world around it. */
export interface Target {
  readonly origin: string;
  readonly world: World;
  close(): Promise<void>;
}

/** Promises a portal that is ready to be attacked, with nobody logged in and nothing wrong around it. */
export async function startTarget(): Promise<Target> {
  const origin = `http://localhost:${await freePort()}`;
  const world = await startWorld({ portalOrigin: origin, ports: "free" });
  const env = { LOG_LEVEL: "error", DATABASE_URL: "pglite:memory", ...world.bffEnvironment };
  const portal = startPortal({ root, env });
  await untilReady(portal, origin);
  return {
    origin,
    world,
    async close() {
      await portal.stop();
      await world.close();
    },
  };
}
