import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor } from "../attacks/visitor.ts";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { freePort } from "../run/ports.ts";
import { fileURLToPath } from "node:url";
import { createPortalLog } from "../attacks/portal-log.ts";
import { nightlyRun } from "../run/nightly-run.ts";
import { startPortal, untilReady } from "../run/portal-process.ts";
import { runToEnd } from "../run/processes.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { askAtOnce, expectUnavailable, statusAt } from "./answers.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
const root = fileURLToPath(new URL("../..", import.meta.url));
const LONG_MS = 90_000;

/**
 * Whatever a release may do to the schema of the one before it (docs/database.md), done to every table of it: columns
 * that may be empty or fill themselves, an index, and a table of its own; entered in the migrator's book.
 */
const NEXT_RELEASE = `do $$ declare each text; begin
  for each in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
    execute format('alter table %I add column of_the_next text', each);
    execute format('alter table %I add column since_the_next timestamptz not null default now()', each);
    execute format('create index on %I (since_the_next)', each);
  end loop;
  create table of_the_next_release (id integer primary key);
  insert into kysely_migration values ('9999-the-next-release', to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
end $$`;

/** The migrator's own lock, which whoever is migrating holds. */
const MIGRATOR_LOCK = "3853314791062309107";

async function holdMigratorLock(url: string) {
  const console = spawn("psql", [url, "-qX"], { stdio: ["pipe", "pipe", "inherit"] });
  console.stdin.write(`select pg_advisory_lock(${MIGRATOR_LOCK});\n`);
  await once(console.stdout, "data");
  return {
    async letGo() {
      console.stdin.end();
      await once(console, "exit");
    },
  };
}

/** All that writes to the database, by somebody who has not refreshed a moment ago. */
async function expectServing(target: Target, person: number): Promise<void> {
  const visitor = createVisitor(target);
  await visitor.logIn(target.world.people[person]?.nationalId);
  expect((await visitor.sourceStates()).slice(0, 2)).toEqual(["fresh", "fresh"]);
  expect((await visitor.ask("POST", "/api/profile/refresh", {})).status).toBe(200);
  expect((await visitor.ask("POST", "/api/session", {})).status).toBeLessThan(300);
  expect((await visitor.ask("POST", "/auth/logout")).status).toBeLessThan(400);
  expect(await visitor.isLoggedIn()).toBe(false);
}

/** Only with TEST_DATABASE_URL: releases stand side by side on a database that serves several. */
describe.skipIf(SERVER === undefined || SERVER === "")("this release", () => {
  let world: World;
  let database: FreshDatabase;
  let target: Target;

  beforeAll(async () => {
    const port = await freePort();
    const publicOrigin = `http://localhost:${String(port)}`;
    world = await startWorld({ portalOrigin: publicOrigin, ports: "free" });
    database = await freshDatabase(SERVER);
    target = await startTarget({
      world,
      publicOrigin,
      log: "info",
      settings: { DATABASE_URL: database.url },
    });
  }, LONG_MS);
  afterAll(async () => {
    await target.close();
    await world.close();
    await database.drop();
  });

  test(
    "goes on beside the next one, which has added to its schema, starts on that schema too, and its nightly run works (DB5)",
    async () => {
      await expectServing(target, 0);
      await database.run(NEXT_RELEASE);
      await expectServing(target, 1);
      await target.start();
      expect(target.log.entries("schema_is_newer")).toMatchObject([
        { migrations: ["9999-the-next-release"] },
      ]);
      await expectServing(target, 2);
      const env = { ...world.bffEnvironment, DATABASE_URL: database.url };
      const line = { command: process.execPath, args: nightlyRun("--dry-run"), cwd: root, env };
      const { output } = await runToEnd(line, new AbortController().signal);
      expect(output).toContain("done");
    },
    LONG_MS,
  );

  test(
    "is not ready and says 503 on the schema of the one before it, until its migrations are done (DB5, HE2)",
    async () => {
      const lock = await holdMigratorLock(database.url);
      const log = createPortalLog();
      const port = await freePort();
      const origin = `http://localhost:${String(port)}`;
      const env = { ...target.environment(), PORT: String(port), METRICS_PORT: "0" };
      const starting = startPortal({ root, env, takeOutput: log.take });
      await log.untilEntries("listening", 1);
      expect(await statusAt({ origin }, "/livez")).toBe(200);
      expect(await statusAt({ origin }, "/readyz")).toBe(503);
      const visitor = createVisitor(target);
      await visitor.logIn();
      const elsewhere = createVisitor({ origin, world });
      for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value);
      for (const answered of await askAtOnce(elsewhere, 3)) await expectUnavailable(answered);
      expect(await visitor.isLoggedIn()).toBe(true);
      await lock.letGo();
      await untilReady(starting, origin);
      expect(await elsewhere.isLoggedIn()).toBe(true);
      await starting.stop();
    },
    LONG_MS,
  );
});
