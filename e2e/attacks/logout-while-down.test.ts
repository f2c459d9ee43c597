import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { callFrontChannel, deliverLogout, logoutToken } from "./logout-calls.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor, type Visitor } from "./visitor.ts";

const SERVER = process.env["TEST_DATABASE_URL"];

/** Holds every row of the sessions until it is let go, as a migration or a forgotten console does. */
async function lockSessions(url: string) {
  const console = spawn("psql", [url, "-qX"], { stdio: ["pipe", "pipe", "inherit"] });
  console.stdin.write("begin; select count(*) from (select 1 from sessions for update) as held;\n");
  await once(console.stdout, "data");
  return {
    async letGo() {
      console.stdin.end("rollback;\n");
      await once(console, "exit");
    },
  };
}

/** Rows can be held by somebody else only where a database serves several. */
describe.skipIf(SERVER === undefined || SERVER === "")("a logout while the database is locked", () => {
  let database: FreshDatabase;
  let target: Target;
  let visitor: Visitor;
  let sid: string;

  beforeAll(async () => {
    database = await freshDatabase(SERVER);
    target = await startTarget({ settings: { DATABASE_URL: database.url } });
  });
  afterAll(async () => {
    await target.close();
    await database.drop();
  });
  beforeEach(async () => {
    visitor = createVisitor(target);
    sid = `sid-${Math.random().toString(36).slice(2)}`;
    await visitor.logInWithin(sid);
  });

  const backChannel = async (): Promise<Response> =>
    deliverLogout(target, await logoutToken(target, { sid }));
  const frontChannel = (): Promise<Response> =>
    callFrontChannel(target, { iss: target.world.idporten.issuer, sid });

  async function rowsLeft(): Promise<string> {
    const statement = `select count(*) from sessions where idporten_sid = '${sid}'`;
    const console = spawn("psql", [database.url, "-qXtAc", statement], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [chunk] = await once(console.stdout.setEncoding("utf8"), "data");
    return String(chunk).trim();
  }

  test.each([
    ["back channel", backChannel, 202],
    ["front channel", frontChannel, 200],
  ])(
    "by the %s is answered within five seconds, holds at once, and is carried out when the lock is gone (LO12)",
    async (_channel, call, status) => {
      const lock = await lockSessions(database.url);
      const sent = performance.now();
      const answer = await call();
      expect(performance.now() - sent).toBeLessThan(5000);
      expect(answer.status).toBe(status);
      expect((await visitor.ask("GET", "/api/profile")).status).toBe(401);
      expect(await rowsLeft()).toBe("1");
      await lock.letGo();
      await expect.poll(rowsLeft, { timeout: 15_000 }).toBe("0");
    },
    30_000,
  );
});

describe("a logout while ID-porten's keys cannot be had", () => {
  let target: Target;

  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());

  test.each(["500", "hang"] as const)(
    "is answered with 503 within five seconds while they are unknown (%s), and is carried out when they are known (TM5)",
    async (keys) => {
      const fresh = await startTarget();
      const sid = "a-session-of-hers";
      fresh.world.idporten.faults.set({ keys });
      const token = await logoutToken(fresh, { sid });
      const sent = performance.now();
      const answer = await deliverLogout(fresh, token);
      expect(performance.now() - sent).toBeLessThan(5000);
      expect(answer.status).toBe(503);
      fresh.world.idporten.faults.clear();
      // Once it is carried out, no log-in of that session at ID-porten lives, even one that has succeeded.
      const logIn = async () => {
        const visitor = createVisitor(fresh);
        const callback = await visitor.logInWithin(sid);
        return { ledTo: callback.headers.get("location"), loggedIn: await visitor.isLoggedIn() };
      };
      await expect.poll(logIn, { timeout: 15_000 }).toEqual({ ledTo: "/min-profil", loggedIn: false });
      await fresh.close();
    },
    120_000,
  );

  test("works with the keys that are known already (TM5)", async () => {
    const visitor = createVisitor(target);
    const sid = "another-session-of-hers";
    await visitor.logInWithin(sid);
    target.world.idporten.faults.set({ keys: "hang" });
    const answer = await deliverLogout(target, await logoutToken(target, { sid }));
    expect(answer.status).toBe(200);
    expect(await visitor.isLoggedIn()).toBe(false);
  });
});
