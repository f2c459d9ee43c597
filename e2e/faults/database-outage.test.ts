import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { askAtOnce, expectUnavailable, statusAt } from "./answers.ts";
import { startOwnPostgres, type OwnPostgres } from "./own-postgres.ts";
import { POSTGRES_FOLDER } from "./postgres-programs.ts";
import { startTcpProxy, throughProxy, type TcpProxy } from "./tcp-proxy.ts";

/** As many as make the portal open all its connections, and some that wait. */
const MANY = 15;
const SOON_MS = 15_000;

/** Needs the programs of a Postgres, which it starts for itself; skipped where this machine has none. */
describe.skipIf(POSTGRES_FOLDER === null)("the portal while its database", () => {
  let postgres: OwnPostgres;
  let proxy: TcpProxy;
  let target: Target;
  let visitor: Visitor;

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    proxy = await startTcpProxy(postgres.port);
    target = await startTarget({
      log: "info",
      settings: { DATABASE_URL: throughProxy(postgres.url, proxy) },
    });
    visitor = createVisitor(target);
    await visitor.logIn();
    await visitor.sourceStates();
  }, 60_000);
  afterAll(async () => {
    await target.close();
    await proxy.close();
    await postgres.drop();
  });

  const faults: Record<string, readonly [() => Promise<void> | void, () => Promise<void> | void]> = {
    "is stopped": [() => postgres.stop(), () => postgres.start()],
    "stands still": [() => postgres.pause(), () => postgres.resume()],
    "is cut off": [() => proxy.refuse(), () => proxy.pass()],
    "has gone without a word, and its connections seem open": [() => proxy.fallSilent(), () => proxy.pass()],
  };

  /** Soon, since on a machine with much to do so many connections take a while to open. */
  const allServed = (): Promise<void> =>
    expect
      .poll(
        async () => (await askAtOnce(visitor, MANY)).filter(({ answer }) => answer.status !== 200).length,
        { timeout: SOON_MS },
      )
      .toBe(0);

  test.each(Object.entries(faults))(
    "%s says 503 and when to come again, never 401, and is well again by itself (DB1, HE1, HE2)",
    async (_fault, [set, mend]) => {
      await allServed();
      await set();
      for (const answered of await askAtOnce(visitor, MANY)) await expectUnavailable(answered);
      expect(await statusAt(target, "/livez")).toBe(200);
      expect(await statusAt(target, "/readyz")).toBe(503);
      await mend();
      await expect.poll(() => statusAt(target, "/readyz"), { timeout: 20_000 }).toBe(200);
      // A connection of before that were handed out again would fail for a minute.
      await allServed();
      expect(await visitor.isLoggedIn()).toBe(true);
      expect(target.log.entries("listening")).toHaveLength(1);
    },
    60_000,
  );

  test("cuts its connections for a moment asks some to come again, and logs nobody out (DB1)", async () => {
    await allServed();
    proxy.cut();
    for (const { answer } of await askAtOnce(visitor, MANY)) expect([200, 503]).toContain(answer.status);
    await allServed();
    expect(await statusAt(target, "/readyz")).toBe(200);
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test("and everything outside are gone lives, and is ready again with the database alone (HE1, HE2)", async () => {
    await proxy.refuse();
    await target.world.close();
    expect(await statusAt(target, "/livez")).toBe(200);
    expect(await statusAt(target, "/readyz")).toBe(503);
    await proxy.pass();
    await expect.poll(() => statusAt(target, "/readyz"), { timeout: 20_000 }).toBe(200);
    expect(await visitor.sourceStates()).toEqual(["stale", "stale", "unavailable"]);
  });
});
