import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor } from "../attacks/visitor.ts";
import { startOwnPostgres, type OwnPostgres } from "./own-postgres.ts";
import { POSTGRES_FOLDER } from "./postgres-programs.ts";

const LONG_MS = 120_000;

/** Needs the programs of a Postgres, of which it starts two for itself; skipped where this machine has none. */
describe.skipIf(POSTGRES_FOLDER === null)("a dump of the portal's database", () => {
  let folder: string;
  let lost: OwnPostgres;
  let empty: OwnPostgres;
  let target: Target;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "foresattportal-dump-"));
    [lost, empty] = [await startOwnPostgres(), await startOwnPostgres()];
    target = await startTarget({ settings: { DATABASE_URL: lost.url } });
  }, LONG_MS);
  afterAll(async () => {
    await target.close();
    await Promise.all([lost.drop(), empty.drop()]);
    await rm(folder, { recursive: true, force: true });
  });

  /** The lines of docs/backup-and-restore.md. */
  test(
    "is restored into an empty server, where the portal works and sessions of before open (DB9)",
    async () => {
      const before = createVisitor(target);
      await before.logIn();
      await before.sourceStates();
      const dump = join(folder, "portal.dump");
      await lost.tool("pg_dump", "--format=custom", `--file=${dump}`, lost.url);
      await lost.drop();
      await empty.tool(
        "pg_restore",
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        `--dbname=${empty.url}`,
        dump,
      );
      await target.start({ DATABASE_URL: empty.url });
      expect(await before.isLoggedIn()).toBe(true);
      // What registers answered last is there too, and opens.
      target.world.school.faults.set({ down: true });
      expect(await before.sourceStates()).toEqual(["stale", "fresh", "answered"]);
      target.world.school.faults.clear();
      const after = createVisitor(target);
      await after.logIn(target.world.people[2]?.nationalId);
      expect((await after.ask("POST", "/api/profile/refresh", {})).status).toBe(200);
    },
    LONG_MS,
  );
});
