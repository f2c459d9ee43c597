import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { session } from "@foresattportal/shared/contract/session.ts";
import { startTarget, type Target } from "../attacks/target.ts";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";

const SERVER = process.env["TEST_DATABASE_URL"];
const APART_MS = 60_000;
/** Between two questions, on a machine with much to do. */
const MEANWHILE_SECONDS = 20;

/** Only with TEST_DATABASE_URL: two processes, one database. */
describe.skipIf(SERVER === undefined || SERVER === "")("two portals whose clocks are a minute apart", () => {
  let database: FreshDatabase;
  let first: Target;
  let second: Target;

  beforeAll(async () => {
    database = await freshDatabase(SERVER);
    const settings = { DATABASE_URL: database.url, ROLE: "web" };
    first = await startTarget({ settings });
    const { world, publicOrigin } = first;
    second = await startTarget({ world, publicOrigin, settings });
    await second.setClockAhead(APART_MS);
  }, 90_000);
  afterAll(async () => {
    await second.close();
    await first.close();
    await database.drop();
  });

  test("agree on when a session ends, since the database has the clock (TM2)", async () => {
    const visitor = createVisitor(first);
    await visitor.logIn();
    const [atFirst, idleAtFirst] = await secondsLeft(visitor);
    const [atSecond, idleAtSecond] = await secondsLeft(sameAt(second, visitor));
    for (const [one, other] of [
      [atFirst, atSecond],
      [idleAtFirst, idleAtSecond],
    ] as const) {
      expect(other).toBeLessThanOrEqual(one);
      expect(other).toBeGreaterThan(one - MEANWHILE_SECONDS);
    }
    expect(MEANWHILE_SECONDS * 1000).toBeLessThan(APART_MS);
  });
});

/** The same browser at another replica. */
function sameAt(target: Target, visitor: Visitor): Visitor {
  const same = createVisitor(target);
  for (const [name, value] of visitor.cookies) same.cookies.set(name, value);
  return same;
}

async function secondsLeft(visitor: Visitor): Promise<readonly [number, number]> {
  const answer = session.parse(await (await visitor.ask("GET", "/api/session")).json());
  if (answer.user === null) throw new Error("she is logged out");
  return [answer.expiresInSeconds, answer.idleExpiresInSeconds];
}
