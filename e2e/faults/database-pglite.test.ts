import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPortalLog } from "../attacks/portal-log.ts";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { keepFolder } from "../canary/database-evidence.ts";
import { freePort } from "../run/ports.ts";
import { startPortal } from "../run/portal-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** So long after the first log-in is done, others are under way. */
const KILLED_AFTER_MS = [0, 60];
/** PGlite sets up a folder in a second where nothing else is done, and portals start and end in each test. */
const LONG_MS = 180_000;

describe("a portal on PGlite in a folder", () => {
  let folder: string;
  let target: Target;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresattportal-pglite-"));
    target = await startTarget({
      log: "warn",
      settings: { DATABASE_URL: `pglite:${join(folder, "portal")}` },
    });
  }, LONG_MS);
  afterEach(async () => {
    await target.close();
    await keepFolder(join(folder, "portal"));
    await rm(folder, { recursive: true, force: true });
  });

  test(
    "keeps a second process out, which ends and says why, and goes on itself (DB6)",
    async () => {
      const visitor = createVisitor(target);
      await visitor.logIn();
      const log = createPortalLog();
      const env = { ...target.environment(), PORT: String(await freePort()), METRICS_PORT: "0" };
      const second = startPortal({ root, env, takeOutput: log.take });
      expect(await second.exited).toBe(1);
      expect(log.entries("start_failed")).toMatchObject([
        {
          error: "FolderInUse",
          reason: expect.stringMatching(
            /^the database folder is in use by process \d+; use Postgres for more than one$/,
          ),
        },
      ]);
      expect(await visitor.isLoggedIn()).toBe(true);
    },
    LONG_MS,
  );

  test.each(KILLED_AFTER_MS)(
    "that is killed %i ms into many log-ins starts again, with each session there or cleanly gone (DB7)",
    async (afterMs) => {
      const before = createVisitor(target);
      await before.logIn();
      const visitors = Array.from({ length: 12 }, () => createVisitor(target));
      const callbacks = await Promise.all(visitors.map((each) => each.goThroughIdporten()));
      const coming = visitors.map((visitor, index) => comesBack(visitor, callbacks[index]));
      await Promise.race(coming);
      await wait(afterMs);
      target.portal().signal("SIGKILL");
      await target.portal().exited;
      const answered = await Promise.all(coming);
      await target.start();
      expect(await before.isLoggedIn()).toBe(true);
      const found = await Promise.all(visitors.map((visitor) => visitor.isLoggedIn()));
      // Whoever was told that she is logged in is. Of the others each was told whether she is.
      expect(found.filter((_, index) => answered[index])).not.toContain(false);
      expect((await before.ask("POST", "/api/profile/refresh", {})).status).toBe(200);
    },
    LONG_MS,
  );
});

/** Whether she was answered before the portal was gone. */
async function comesBack(visitor: Visitor, callback: URL | undefined): Promise<boolean> {
  if (callback === undefined) throw new Error("no address to come back to");
  try {
    const { status } = await visitor.get(callback.pathname + callback.search, {
      "Sec-Fetch-Dest": "document",
    });
    return status === 302;
  } catch {
    return false;
  }
}
