import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";
import { gatherIn } from "../canary/page-evidence.ts";
import { setClockAhead, startPortal, untilReady } from "../run/portal-process.ts";
import { freePort } from "../run/ports.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { watchForFaults } from "./faults-on-page.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A portal of its own with the outside world around it. */
export interface Portal {
  readonly origin: string;
  readonly world: World;
  /** Puts the portal's clock so far ahead of the real one, until the test is over. */
  readonly setClockAhead: (aheadMs: number) => Promise<void>;
  /** Ends the portal and starts it anew, with these settings besides its own: what it had in memory, sessions and all, is gone. */
  readonly restart: (settings?: Readonly<Record<string, string>>) => Promise<void>;
}

interface TestFixtures {
  /** Announces faults that this test expects on a page: those whose text matches do not fail it. */
  announceFault: (pattern: RegExp) => void;
  worldAsNew: void;
  gathered: void;
}

interface WorkerFixtures {
  portal: Portal;
}

/** Playwright's test with a portal per worker; a fault on any page that was not announced fails the test. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  portal: [
    async ({}, use) => {
      const port = await freePort();
      const origin = `http://localhost:${port}`;
      const world = await startWorld({ portalOrigin: origin, ports: "free" });
      const env = {
        LOG_LEVEL: "error",
        DATABASE_URL: "pglite:memory",
        METRICS_PORT: String(await freePort()),
        // Faults come and go from test to test, and the portal is one.
        UPSTREAM_BREAK_MS: "50",
        ...world.bffEnvironment,
      };
      let process = startPortal({ root, env, shiftableClock: true });
      const restart = async (settings: Readonly<Record<string, string>> = {}) => {
        await process.stop();
        process = startPortal({ root, env: { ...env, ...settings }, shiftableClock: true });
        await untilReady(process, origin);
      };
      try {
        await untilReady(process, origin);
        await use({ origin, world, setClockAhead: (aheadMs) => setClockAhead(process, aheadMs), restart });
      } finally {
        await process.stop();
        await world.close();
      }
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ portal }, use) => use(portal.origin),
  worldAsNew: [
    async ({ portal }, use) => {
      portal.world.reset();
      await use();
      await portal.setClockAhead(0);
    },
    { auto: true },
  ],
  gathered: [
    async ({ context, portal }, use) => {
      const gathering = gatherIn(context, portal.origin);
      await use();
      await gathering.finish();
    },
    { auto: true },
  ],
  announceFault: [
    async ({ context }, use) => {
      const faults = watchForFaults(context);
      await use(faults.announce);
      faults.demandNone();
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
