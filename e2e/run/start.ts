import { municipalityNamed } from "../world/municipality.ts";
import { startWorld } from "../world/start-world.ts";
import type { CommandContext } from "./command-context.ts";
import { greeting } from "./greeting.ts";
import { demandFreePort, Obstacle } from "./ports.ts";
import { startPortal, untilReady } from "./portal-process.ts";
import { runToEnd } from "./processes.ts";
import { runUntilEnd } from "./until-end.ts";
import { webBuild } from "./web-build.ts";

/** Builds the page, starts the outside world and the portal, and keeps them running until told to end. */
export async function start({ root, end }: CommandContext): Promise<number> {
  return runUntilEnd(end, async (later) => {
    const municipality = municipalityNamed(process.env["MUNICIPALITY"]);
    const port = Number(process.env["PORT"] ?? "3000");
    const origin = `http://localhost:${port}`;
    await demandFreePort(port, "the portal");
    const world = await startWorld({ portalOrigin: origin, ports: "fixed", municipality });
    later(() => world.close());
    const build = await runToEnd(webBuild(root), end);
    if (build.code !== 0) throw new Obstacle(`The page could not be built.\n${build.output}`);
    const portal = startPortal({
      root,
      env: { LOG_LEVEL: process.env["LOG_LEVEL"] ?? "warn", ...world.bffEnvironment },
    });
    later(() => portal.stop());
    await untilReady(portal, origin, end);
    if (!end.aborted) console.log(greeting(origin, world));
    return portal;
  });
}
