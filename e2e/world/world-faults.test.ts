import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startWorld } from "./start-world.ts";
import type { World } from "./start-world.ts";

type SystemName = "idporten" | "maskinporten" | "krr" | "minprofil" | "school" | "kindergarten";

let world: World;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free" });
});
beforeEach(() => world.reset());
afterAll(() => world.close());

/** Where each system listens; a second address is its second host. */
const ADDRESSES: Record<SystemName, () => readonly string[]> = {
  idporten: () => [`${world.idporten.issuer}/jwks.json`, `${world.idporten.loginOrigin}/logged-out`],
  maskinporten: () => [world.maskinporten.jwksUri],
  krr: () => [`${world.krr.origin}/rest/v1/person`],
  minprofil: () => [`${world.minprofil.origin}/utlogget`],
  school: () => [`${world.school.origin}/v1/capabilities`],
  kindergarten: () => [`${world.kindergarten.origin}/v1/capabilities`],
};
const EVERY_SYSTEM: readonly SystemName[] = [
  "idporten",
  "maskinporten",
  "krr",
  "minprofil",
  "school",
  "kindergarten",
];

const statusesOf = (name: SystemName) =>
  Promise.all(ADDRESSES[name]().map(async (address) => (await fetch(address)).status));

describe.each(EVERY_SYSTEM)("%s", (name) => {
  test("hangs up on every request while it is down, and answers as before after a reset", async () => {
    const before = await statusesOf(name);
    world[name].faults.set({ down: true });
    for (const address of ADDRESSES[name]()) await expect(fetch(address)).rejects.toThrow("fetch failed");
    world.reset();
    expect(await statusesOf(name)).toEqual(before);
  });

  test("hangs until the caller gives up", async () => {
    world[name].faults.set({ hang: true });
    for (const address of ADDRESSES[name]()) {
      const answer = fetch(address, { signal: AbortSignal.timeout(50) });
      await expect(answer).rejects.toThrow("timeout");
    }
  });

  test("answers 503 with Retry-After", async () => {
    world[name].faults.set({ status: 503, retryAfter: 7 });
    for (const address of ADDRESSES[name]()) {
      const answer = await fetch(address);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "7"]);
    }
  });

  test("sends whoever asks on to where it is told to", async () => {
    world[name].faults.set({ redirectTo: "http://127.0.0.1:9/elsewhere" });
    for (const address of ADDRESSES[name]()) {
      const answer = await fetch(address, { redirect: "manual" });
      expect([answer.status, answer.headers.get("location")]).toEqual([302, "http://127.0.0.1:9/elsewhere"]);
    }
  });

  test("goes on answering until the caller hangs up", async () => {
    world[name].faults.set({ endless: true });
    for (const address of ADDRESSES[name]()) {
      const answer = await fetch(address);
      let taken = 0;
      for await (const chunk of answer.body ?? []) {
        taken += chunk.byteLength;
        if (taken > 4 * 1024 * 1024) break;
      }
      expect(taken).toBeGreaterThan(4 * 1024 * 1024);
    }
  });

  test("answers a page of HTML where something else was promised", async () => {
    world[name].faults.set({ html: true });
    for (const address of ADDRESSES[name]()) {
      expect(await (await fetch(address)).text()).toContain("<title>Vedlikehold</title>");
    }
  });

  test("recovers by itself after as many requests as told", async () => {
    const [address = ""] = ADDRESSES[name]();
    const before = (await fetch(address)).status;
    world[name].faults.set({ status: 500, times: 1 });
    expect((await fetch(address)).status).toBe(500);
    expect((await fetch(address)).status).toBe(before);
  });

  test("answers reads while only writes fail", async () => {
    const before = await statusesOf(name);
    world[name].faults.set({ down: true, only: "writes" });
    expect(await statusesOf(name)).toEqual(before);
  });
});

test("waits before an answer as long as told", async () => {
  world.krr.faults.set({ latency: 60 });
  const start = performance.now();
  await statusesOf("krr");
  // A timer may fire a millisecond early.
  expect(performance.now() - start).toBeGreaterThan(58);
});

test("answers JSON that is nothing of what was promised", async () => {
  world.school.faults.set({ wrongSchema: true });
  const answer = await fetch(`${world.school.origin}/v1/capabilities`);
  expect([answer.status, await answer.json()]).toEqual([200, { svar: [{ id: 1 }] }]);
});

test("a reset brings every system's faults, counters, switches and delegations back", async () => {
  for (const name of EVERY_SYSTEM) world[name].faults.set({ status: 500 });
  for (const name of EVERY_SYSTEM) await statusesOf(name);
  await fetch(`${world.maskinporten.issuer}token`, { method: "POST" });
  world.krr.switches.filterExpired = true;
  world.reset();
  expect(EVERY_SYSTEM.map((name) => world[name].faults.active)).toEqual(EVERY_SYSTEM.map(() => ({})));
  expect(world.krr.switches.filterExpired).toBe(false);
  expect([world.krr, world.school, world.kindergarten].map(({ calls }) => calls.requests)).toEqual([0, 0, 0]);
  expect(world.maskinporten.tokenRequests).toBe(0);
});
