import { join } from "node:path";
import { municipalityNamed } from "../world/municipality.ts";
import { startWorld } from "../world/start-world.ts";
import type { CommandContext } from "./command-context.ts";
import { greeting } from "./greeting.ts";
import { demandFreePort } from "./ports.ts";
import { startPortal, untilReady } from "./portal-process.ts";
import { startChild } from "./processes.ts";
import { runUntilEnd } from "./until-end.ts";

const pagePort = 5173;
const bffPort = 3000;

/** The same world as `start`, with a page and a bff that follow every change of their sources. */
export async function dev({ root, end }: CommandContext): Promise<number> {
  return runUntilEnd(end, async (later) => {
    const municipality = municipalityNamed(process.env["MUNICIPALITY"]);
    const origin = `http://localhost:${pagePort}`;
    const bffOrigin = `http://localhost:${bffPort}`;
    await demandFreePort(pagePort, "the page's development server");
    await demandFreePort(bffPort, "the portal");
    const world = await startWorld({ portalOrigin: origin, ports: "fixed", municipality });
    later(() => world.close());
    const portal = startPortal({
      root,
      watch: true,
      env: { ...world.bffEnvironment, PORT: String(bffPort) },
    });
    later(() => portal.stop());
    const page = startChild({
      command: "vite",
      // Its own greeting would name an address that is not the portal's.
      args: ["--logLevel", "warn"],
      cwd: join(root, "web"),
      env: { BFF_ORIGIN: bffOrigin, THEME: municipality.theme },
    });
    later(() => page.stop());
    await untilReady(portal, bffOrigin, end);
    if (!end.aborted) console.log(greeting(origin, world));
    return portal;
  });
}
