import { chromium } from "@playwright/test";
import { openMinProfil } from "../journeys/pages/min-profil.ts";
import { personIn } from "../journeys/people.ts";
import { startWorld } from "../world/start-world.ts";
import { browserFlags } from "./browser.ts";
import { startPortal, untilReady } from "./portal-process.ts";
import { freePort } from "./ports.ts";

export interface LoggedInPortal {
  /** The address of «Min profil». */
  readonly address: string;
  /** What the browser of the logged-in person sends. */
  readonly cookie: string;
}

export interface Place {
  readonly root: string;
  readonly browser: string;
  readonly end: AbortSignal;
}

/** Runs the built portal in the simulated world with a person logged in, hands both over, and takes all of it down. */
export async function withLoggedInPortal<T>(
  { root, browser, end }: Place,
  use: (portal: LoggedInPortal) => Promise<T>,
): Promise<T> {
  const origin = `http://localhost:${await freePort()}`;
  const world = await startWorld({ portalOrigin: origin, ports: "free" });
  const env = { LOG_LEVEL: "error", DATABASE_URL: "pglite:memory", ...world.bffEnvironment };
  const portal = startPortal({ root, env });
  try {
    await untilReady(portal, origin, end);
    const visitor = await chromium.launch({
      executablePath: browser,
      args: browserFlags(process.getuid?.() === 0),
    });
    const context = await visitor.newContext({ baseURL: origin, locale: "nb-NO" });
    const page = await context.newPage();
    await openMinProfil(page, personIn(world, "kari"));
    const cookies = await context.cookies(origin);
    await visitor.close();
    return await use({
      address: `${origin}/min-profil`,
      cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
    });
  } finally {
    await portal.stop();
    await world.close();
  }
}
