import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createVisitor, type Visitor } from "../attacks/visitor.ts";
import { startTarget, type Target } from "../attacks/target.ts";

const IN_TIME = { timeout: 90_000 };
const BREAK_MS = 1500;
const WELL = ["fresh", "fresh", "answered"];

let target: Target;
let guardians: Visitor[];

beforeAll(async () => {
  target = await startTarget({ settings: { UPSTREAM_BREAK_MS: String(BREAK_MS) }, log: "warn" });
  guardians = await Promise.all(target.world.people.slice(0, 20).map(loggedIn));
}, 120_000);
afterAll(() => target.close());
beforeEach(async () => {
  target.world.reset();
  // A breaker that the test before has left open closes by being tried.
  while (JSON.stringify(await guardian().sourceStates()) !== JSON.stringify(WELL)) await wait(BREAK_MS);
});

/** Everybody opens the page at once; what each sees. */
function wave() {
  return Promise.all(guardians.map((each) => each.sourceStates()));
}

async function loggedIn({ nationalId }: { readonly nationalId: string }): Promise<Visitor> {
  const visitor = createVisitor(target);
  await visitor.logIn(nationalId);
  return visitor;
}

/** The world's first person, with whom everything is in order. */
function guardian(): Visitor {
  const [first] = guardians;
  if (first === undefined) throw new Error("nobody is logged in");
  return first;
}

describe("a register that failed three times in a row (UP3)", IN_TIME, () => {
  test("is not asked for a while, is tried by one question then, and is back with its first answer", async () => {
    const { faults, requests } = target.world.school;
    await guardian().sourceStates();
    faults.set({ status: 503 });
    for (let time = 0; time < 3; time += 1) await guardian().sourceStates();
    const asked = requests.total;
    expect(await guardian().sourceStates()).toEqual(["stale", "fresh", "answered"]);
    expect(await guardian().sourceStates()).toEqual(["stale", "fresh", "answered"]);
    expect(requests.total).toBe(asked);
    faults.clear();
    await expect.poll(() => guardian().sourceStates(), { timeout: 20_000, interval: 200 }).toEqual(WELL);
    const states = target.log.entries("upstream_breaker").map(({ state }) => state);
    expect(states.slice(-3)).toEqual(["open", "half-open", "closed"]);
  });
});

describe("a register that hangs while many ask (UP4)", IN_TIME, () => {
  test("takes nothing from the other sources, and after the first wave nobody waits for it", async () => {
    const { faults, requests } = target.world.school;
    faults.set({ hang: true });
    const first = await wave();
    for (const [school, kindergarten, krr] of first) {
      expect(school).not.toBe("fresh");
      expect([kindergarten, krr]).toEqual(["fresh", "answered"]);
    }
    const asked = requests.total;
    await wave();
    expect(requests.total - asked).toBeLessThanOrEqual(1);
  });
});

describe("a guardian who leaves while a register is silent (UP5)", IN_TIME, () => {
  test("ends the question to that register, and it does not count as the register's fault", async () => {
    const { faults, requests } = target.world.school;
    const failed = target.log.entries("upstream_failed").length;
    faults.set({ hang: true });
    const leaving = new AbortController();
    const cookie = [...guardian().cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { cookie, "X-Portal": "1", "Sec-Fetch-Site": "same-origin" };
    const asked = requests.total;
    const answer = fetch(`${target.origin}/api/profile`, { headers, signal: leaving.signal });
    await expect.poll(() => requests.total, { timeout: 10_000 }).toBe(asked + 1);
    leaving.abort();
    await expect(answer).rejects.toThrow(/abort/);
    await expect.poll(() => requests.recent[0]?.end, { timeout: 10_000 }).toBe("broken off");
    expect(target.log.entries("upstream_failed").slice(failed)).toEqual([]);
  });
});

describe("machine tokens", IN_TIME, () => {
  test("are fetched once for each need, however many need one at the same time (UP6)", async () => {
    await target.stop();
    await target.start();
    guardians = await Promise.all(target.world.people.slice(0, 20).map(loggedIn));
    const { maskinporten } = target.world;
    const before = maskinporten.issued.length;
    await wave();
    const scopes = maskinporten.issued.slice(before).map(({ scope, consumer }) => `${consumer} ${scope}`);
    expect(scopes.length).toBeGreaterThan(0);
    expect(scopes).toEqual([...new Set(scopes)]);
    expect(maskinporten.tokenRequests - before).toBeLessThanOrEqual(scopes.length);
  });

  test("that a register no longer takes are fetched anew, once, and the guardian notices nothing (UP8)", async () => {
    const { school, maskinporten } = target.world;
    await guardian().sourceStates();
    const before = { tokens: maskinporten.tokenRequests, asked: school.requests.total };
    school.faults.set({ status: 401, times: 1 });
    expect(await guardian().sourceStates()).toEqual(WELL);
    expect(maskinporten.tokenRequests - before.tokens).toBe(1);
    expect(school.requests.total - before.asked).toBe(2);
  });

  test("that Maskinporten refuses are not asked for by every page, and the log names its own code (UP7)", async () => {
    const { maskinporten } = target.world;
    maskinporten.faults.set({ keyExpired: true });
    await target.stop();
    await target.start();
    guardians = await Promise.all(target.world.people.slice(0, 20).map(loggedIn));
    const before = maskinporten.tokenRequests;
    const begun = performance.now();
    for (let time = 0; time < 3; time += 1) await wave();
    const whiles = 1 + Math.floor((performance.now() - begun) / BREAK_MS);
    // Three needs: KRR, the school and the kindergarten.
    expect(maskinporten.tokenRequests - before).toBeLessThanOrEqual(3 * whiles);
    const reasons = target.log.entries("upstream_failed").map(({ failure }) => JSON.stringify(failure));
    expect(reasons.some((reason) => reason.includes("MP-121"))).toBe(true);
  });
});

/** For the portal and for Maskinporten, which takes no grant of another time. */
async function setTimeAhead(minutes: number): Promise<void> {
  target.world.maskinporten.faults.set({ clockSkew: minutes * 60 });
  await target.setClockAhead(minutes * 60_000);
}

describe("what a register last told (UP9)", IN_TIME, () => {
  test("is shown with its age while the register is silent, and not any more when it is too old", async () => {
    const { school } = target.world;
    await target.stop();
    await target.start({ ANSWER_COPY_HOURS: "1" });
    const visitor = await loggedIn({ nationalId: target.world.people[0]?.nationalId ?? "" });
    expect(await visitor.sourceStates()).toEqual(WELL);
    school.faults.set({ down: true });
    for (const minutes of [20, 40, 59]) {
      await setTimeAhead(minutes);
      expect((await visitor.sourceStates())[0], `after ${String(minutes)} minutes`).toBe("stale");
    }
    await setTimeAhead(62);
    expect((await visitor.sourceStates())[0]).toBe("unavailable");
    await setTimeAhead(0);
    await target.stop();
    await target.start();
    guardians = [await loggedIn({ nationalId: target.world.people[0]?.nationalId ?? "" })];
  });
});
