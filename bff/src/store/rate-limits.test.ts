import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import type { RateLimit, RateLimits } from "../ports/rate-limits.ts";
import { migrate } from "./migrate.ts";
import { createRateLimits } from "./rate-limits.ts";
import { sweep } from "./sweep.ts";
import type { Database } from "./database.ts";
import { storeEngines, type EmptyStore } from "./testing/store-engines.ts";

const keyring = createKeyring([randomSessionKey()]);
const ADDRESS = "192.0.2.7";
const LOGINS = 7;
/** By how much clocks that read milliseconds and a library that reads seconds may differ. */
const ROUNDING_MS = 1000;

/** What each limit allows in how many seconds (OI15, RL1, RL3, RL7 and HD9 of security-and-reliability). */
const ALLOWED: [limit: RateLimit, times: number, seconds: number][] = [
  ["login-address", LOGINS, 60],
  ["login-session", 5, 5],
  ["profile", 60, 60],
  ["refresh", 10, 3600],
  ["work-phone", 30, 3600],
  ["front-channel", 300, 60],
  ["csp-report", 30, 60],
  ["unknown-path", 100, 60],
];

/** How many of so many uses at the same time are allowed. */
async function useTimes(
  limits: RateLimits,
  times: number,
  key: string,
  limit: RateLimit = "login-address",
): Promise<number> {
  const uses = await Promise.all(Array.from({ length: times }, () => limits.use(limit, key)));
  return uses.filter(({ allowed }) => allowed).length;
}

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("a rate limit on $name", (engine) => {
  let store: EmptyStore;
  let database: Database;
  const faults: string[] = [];
  const openLimits = (logins: number, of: Database = database): RateLimits =>
    createRateLimits(of.db, keyring, { logins, onFault: (code) => faults.push(code) });

  beforeAll(async () => {
    store = await engine.create();
    database = await store.open();
    await migrate(database.db);
  });
  afterAll(() => store.drop());

  it("allows as many as it says, also at the same time, and says when the next may come", async () => {
    const limits = openLimits(30);
    expect(await useTimes(limits, 35, ADDRESS)).toBe(30);
    const refused = await limits.use("login-address", ADDRESS);
    expect(refused.allowed).toBe(false);
    if (refused.allowed) return;
    const seconds = (refused.retryAt.getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(30);
    expect(seconds).toBeLessThanOrEqual(60);
  });

  it.each(ALLOWED)("on %s allows %d uses in %d seconds, and no more", async (limit, times, seconds) => {
    const limits = openLimits(LOGINS);
    const before = Date.now();
    expect(await useTimes(limits, times, "counted", limit)).toBe(times);
    const refused = await limits.use(limit, "counted");
    const wholeTime = { from: before + seconds * 1000, to: Date.now() + seconds * 1000 };
    expect(refused.allowed).toBe(false);
    const retryAt = refused.allowed ? Number.NaN : refused.retryAt.getTime();
    expect(retryAt).toBeGreaterThan(wholeTime.from - ROUNDING_MS);
    expect(retryAt).toBeLessThan(wholeTime.to + ROUNDING_MS);
  });

  it("names exactly one of a row of refusals the first", async () => {
    const limits = openLimits(3);
    const uses = await Promise.all(Array.from({ length: 9 }, () => limits.use("login-address", "first")));
    expect(uses.filter((use) => !use.allowed && use.first)).toHaveLength(1);
    expect(uses.filter((use) => !use.allowed)).toHaveLength(6);
  });

  it("of one address leaves the others alone", async () => {
    const limits = openLimits(2);
    await useTimes(limits, 5, "greedy");
    expect((await limits.use("login-address", "modest")).allowed).toBe(true);
    expect((await limits.use("login-session", "greedy")).allowed).toBe(true);
  });

  it("is shared by two processes on one database (RL6)", async () => {
    const other = openLimits(10, await store.open());
    const ours = openLimits(10);
    const allowed = await Promise.all([useTimes(ours, 10, "shared"), useTimes(other, 10, "shared")]);
    expect(allowed[0] + allowed[1]).toBe(10);
  });

  it("begins anew when its time is over", async () => {
    await useTimes(openLimits(1), 3, "later");
    await sql`update rate_limits set expire = ${Date.now() - 120_000}`.execute(database.db);
    // Another process, which has not refused anybody itself.
    expect((await openLimits(1).use("login-address", "later")).allowed).toBe(true);
  });

  it("asks the database no more after the first refusal of a row", async () => {
    const limits = openLimits(1);
    await useTimes(limits, 2, "goes on");
    await sql`update rate_limits set points = 0`.execute(database.db);
    expect((await limits.use("login-address", "goes on")).allowed).toBe(false);
    const rows = await database.db.selectFrom("rate_limits").select("points").execute();
    expect(rows.every(({ points }) => points === 0)).toBe(true);
  });

  it("holds no address in the database, and nothing at all once its time is over", async () => {
    await openLimits(5).use("login-address", ADDRESS);
    const rows = await database.db.selectFrom("rate_limits").selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(ADDRESS);
    await sql`update rate_limits set expire = ${Date.now() - 120_000}`.execute(database.db);
    await sweep(database.db, { copyHours: 24 });
    expect(await database.db.selectFrom("rate_limits").selectAll().execute()).toEqual([]);
  });
});

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("while $name is down", (engine) => {
  it("each process counts by itself: the limit is neither open nor a failure (RL5)", async () => {
    const store = await engine.create();
    const database = await store.open();
    const faults: string[] = [];
    const limits = createRateLimits(database.db, keyring, {
      logins: 4,
      onFault: (code) => faults.push(code),
    });
    // No table, as after a lost database.
    const uses = [];
    for (let use = 0; use < 6; use += 1) uses.push((await limits.use("login-address", ADDRESS)).allowed);
    expect(uses).toEqual([true, true, true, true, false, false]);
    expect(faults).toHaveLength(6);
    await store.drop();
    expect((await limits.use("login-address", "after the end")).allowed).toBe(true);
  });

  it("its connections being closed is no reason to let anybody through or to fail (RL5)", async () => {
    const store = await engine.create();
    const database = await store.open();
    await migrate(database.db);
    const faults: string[] = [];
    const limits = createRateLimits(database.db, keyring, {
      logins: 4,
      onFault: (code) => faults.push(code),
    });
    expect((await limits.use("login-address", "before")).allowed).toBe(true);
    expect(faults).toEqual([]);
    await store.drop();
    expect(await useTimes(limits, 9, ADDRESS)).toBe(4);
    expect(faults.length).toBeGreaterThan(0);
  });
});
