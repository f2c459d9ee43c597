import { liveSession } from "@foresattportal/shared/contract/session.ts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../bench/fresh-database.ts";
import { drawKey } from "../world/draw-key.ts";
import { deliverLogout, logoutToken } from "./logout-calls.ts";
import { startTarget, type Target } from "./target.ts";
import { createVisitor } from "./visitor.ts";

const SOON = { timeout: 15_000, interval: 100 };

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Rows TM of security-and-reliability.md (6.5): time and keys that others decide. */
describe("the portal's clock", () => {
  let target: Target;

  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());
  afterEach(async () => {
    await target.setClockAhead(0);
    target.world.idporten.faults.clear();
    target.world.maskinporten.faults.clear();
  });

  test.each([8, -8])("may be %i seconds off: everything works (TM1)", async (seconds) => {
    // So short that none is used twice: each asks Maskinporten by the clock as it is then.
    target.world.maskinporten.faults.set({ tokenLifetime: 5 });
    await target.setClockAhead(seconds * SECOND);
    const visitor = createVisitor(target);
    await visitor.logIn();
    expect(await visitor.sourceStates()).toEqual(["fresh", "fresh", "answered"]);
  });

  test.each([15, -15, 300, -300])(
    "is refused by Maskinporten at %i seconds: registers and KRR are missing, a metric says why, and the session lives (TM1)",
    async (seconds) => {
      // Without a token from when its clock was right, which would go on being good.
      const fresh = await startTarget();
      const visitor = createVisitor(fresh);
      await visitor.logIn();
      await fresh.setClockAhead(seconds * SECOND);
      expect(await visitor.sourceStates()).toEqual(["unavailable", "unavailable", "unavailable"]);
      const skew = await fresh.metric('clock_skew_seconds{upstream="maskinporten"}');
      expect(Math.abs(skew + seconds)).toBeLessThanOrEqual(2);
      expect(await fresh.metric('security_events_total{event="clock_skew"}')).toBeGreaterThan(0);
      expect(await visitor.isLoggedIn()).toBe(true);
      await fresh.setClockAhead(0);
      // A refusal of Maskinporten stands for a moment.
      await expect.poll(() => visitor.sourceStates(), SOON).toEqual(["fresh", "fresh", "answered"]);
      await fresh.close();
    },
  );

  test.each([
    [25, true],
    [-25, true],
    [300, false],
    [-300, false],
  ])(
    "may be half a minute off ID-porten's when it dates an ID token: %i seconds (TM1)",
    async (seconds, works) => {
      const visitor = createVisitor(target);
      target.world.idporten.faults.set({ clockSkew: seconds });
      const answer = await visitor.logIn();
      expect(answer.headers.get("location")).toMatch(
        works ? /^\/min-profil$/ : /^\/feil\/login-rejected\?ref=/,
      );
      expect(await visitor.isLoggedIn()).toBe(works);
    },
  );

  test.each([300, -300])("lets nobody in at %i seconds, and says so in words (TM1)", async (seconds) => {
    await target.setClockAhead(seconds * SECOND);
    const visitor = createVisitor(target);
    const answer = await visitor.get("/auth/login", { "Sec-Fetch-Dest": "document" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^\/feil\/idporten-unavailable\?ref=/);
  });

  test("that is put back by an hour brings nobody back who was told that her session is over (TM6)", async () => {
    const visitor = createVisitor(target);
    await visitor.logIn();
    await target.setClockAhead(31 * MINUTE);
    const cookies = new Map(visitor.cookies);
    expect((await visitor.ask("GET", "/api/profile")).status).toBe(401);
    await target.setClockAhead(-29 * MINUTE);
    for (const [name, value] of cookies) visitor.cookies.set(name, value);
    expect((await visitor.ask("GET", "/api/profile")).status).toBe(401);
  });

  test("that is put back by an hour makes no session longer than a new one (TM6)", async () => {
    const visitor = createVisitor(target);
    await visitor.logIn();
    await target.setClockAhead(-60 * MINUTE);
    const { expiresInSeconds, idleExpiresInSeconds } = liveSession.parse(
      await (await visitor.ask("GET", "/api/session")).json(),
    );
    expect(expiresInSeconds).toBe(120 * 60);
    expect(idleExpiresInSeconds).toBe(30 * 60);
  });
});

describe("ID-porten's keys", () => {
  let target: Target;

  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());

  test("may change between two log-ins: both succeed, with two fetches at most (TM3)", async () => {
    const before = target.world.idporten.keyRequests;
    for (const time of ["before", "after"]) {
      if (time === "after") await target.world.idporten.rotateKeys();
      const visitor = createVisitor(target);
      await visitor.logIn();
      expect(await visitor.isLoggedIn(), time).toBe(true);
    }
    expect(target.world.idporten.keyRequests - before).toBeLessThanOrEqual(2);
  });

  test("are fetched once a second at most, however many tokens name unknown ones (TM4)", async () => {
    const { idporten } = target.world;
    const genuine = await logoutToken(target, { sid: "a-session" });
    const [, claims = "", signature = ""] = genuine.split(".");
    const forged = Array.from({ length: 1000 }, () => {
      const header = { alg: "RS256", typ: "logout+jwt", kid: crypto.randomUUID() };
      return [Buffer.from(JSON.stringify(header)).toString("base64url"), claims, signature].join(".");
    });
    const before = idporten.keyRequests;
    const began = performance.now();
    const statuses = new Set<number>();
    for (let first = 0; first < forged.length; first += 100) {
      const delivered = forged.slice(first, first + 100).map((token) => deliverLogout(target, token));
      for (const { status } of await Promise.all(delivered)) statuses.add(status);
    }
    expect(statuses).toEqual(new Set([400]));
    const seconds = (performance.now() - began) / SECOND;
    expect(idporten.keyRequests - before).toBeLessThanOrEqual(1 + seconds);
  }, 60_000);

  test("that are known go on deciding while their address is silent, for log-ins too (TM5)", async () => {
    target.world.idporten.faults.set({ keys: "hang" });
    const visitor = createVisitor(target);
    await visitor.logIn();
    target.world.idporten.faults.clear();
    expect(await visitor.isLoggedIn()).toBe(true);
  });

  test.each(["500", "hang"] as const)(
    "that are unknown and cannot be had (%s) make a log-in fail with words that name ID-porten, within five seconds (TM5)",
    async (keys) => {
      const fresh = await startTarget();
      const visitor = createVisitor(fresh);
      fresh.world.idporten.faults.set({ keys });
      const callback = await visitor.goThroughIdporten();
      const asked = performance.now();
      const answer = await visitor.get(callback.pathname + callback.search);
      expect(performance.now() - asked).toBeLessThan(5000);
      expect(answer.headers.get("location")).toMatch(/^\/feil\/idporten-unavailable\?ref=/);
      await fresh.close();
    },
  );
});

const SERVER = process.env["TEST_DATABASE_URL"];

/** Two replicas need a database that both can open; its clock is nobody's but its own. */
describe.skipIf(SERVER === undefined || SERVER === "")("two replicas whose clocks are a minute apart", () => {
  let database: FreshDatabase;
  let one: Target;
  let other: Target;

  beforeAll(async () => {
    database = await freshDatabase(SERVER);
    const shared = {
      DATABASE_URL: database.url,
      SESSION_KEYS: `shared:${drawKey()}`,
      PSEUDONYM_KEY: drawKey(),
    };
    one = await startTarget({ settings: shared });
    other = await startTarget({ settings: shared });
    await other.setClockAhead(MINUTE);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
    await database.drop();
  });

  test("end a session at the same time, since the database says when (TM2)", async () => {
    const visitor = createVisitor(one);
    await visitor.logIn();
    const there = createVisitor(other);
    for (const [name, value] of visitor.cookies) there.cookies.set(name, value);
    const [here, elsewhere] = await Promise.all(
      [visitor, there].map(async (who) =>
        liveSession.parse(await (await who.ask("GET", "/api/session")).json()),
      ),
    );
    const apart = Math.abs((here?.expiresInSeconds ?? 0) - (elsewhere?.expiresInSeconds ?? 0));
    expect(apart).toBeLessThanOrEqual(2);
  });
});
