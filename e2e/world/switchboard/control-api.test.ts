import { request as ask } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startWorld } from "../start-world.ts";
import type { World } from "../start-world.ts";
import { SYSTEM_NAMES } from "../world-ports.ts";

const SYSTEM = z.looseObject({
  name: z.string(),
  fault: z.record(z.string(), z.unknown()),
  keyRotations: z.int().optional(),
  requests: z.object({ total: z.int(), hit: z.int(), recent: z.array(z.looseObject({ path: z.string() })) }),
  canBeWrong: z.record(z.string(), z.unknown()),
});
const SYSTEMS = z.object({ systems: z.array(SYSTEM) });
const PROBLEM = z.looseObject({ status: z.int(), detail: z.string() });

let world: World;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free" });
});
beforeEach(() => world.reset());
afterAll(() => world.close());

const call = (method: string, path: string, init: RequestInit = {}) =>
  fetch(`${world.switchboard.origin}${path}`, { method, ...init });
const put = (name: string, fault: unknown, headers: Record<string, string> = {}) =>
  call("PUT", `/systems/${name}/fault`, {
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(fault),
  });
const problemOf = async (answer: Response) => PROBLEM.parse(await answer.json());
const statusOfSchool = async () => (await fetch(`${world.school.origin}/v1/capabilities`)).status;

describe("the control API", () => {
  test("tells of each system what is wrong, what can be, and what it has been asked", async () => {
    world.krr.faults.set({ status: 503, times: 2 });
    await fetch(`${world.krr.origin}/rest/v1/person`);
    const { systems } = SYSTEMS.parse(await (await call("GET", "/systems")).json());
    expect(systems.map(({ name }) => name)).toEqual(SYSTEM_NAMES);
    const krr = systems.find(({ name }) => name === "krr");
    expect(krr?.fault).toEqual({ status: 503, times: 1 });
    expect(krr?.requests).toMatchObject({ total: 1, hit: 1, recent: [{ path: "/rest/v1/person" }] });
    expect(krr?.canBeWrong["half"]).toEqual({ type: "string", enum: ["reset", "short", "cut", "silence"] });
    expect(systems.map(({ keyRotations }) => keyRotations)).toEqual([
      world.idporten.keyRotations,
      world.maskinporten.keyRotations,
      ...Array.from({ length: 4 }),
    ]);
  });

  test.each(SYSTEM_NAMES)("makes %s fail, replaces what was wrong, and puts it right", async (name) => {
    expect((await put(name, { down: true, times: 7 })).status).toBe(200);
    const told = SYSTEM.parse(await (await put(name, { status: 429, retryAfter: 3 })).json());
    expect(told.fault).toEqual({ status: 429, retryAfter: 3 });
    expect(world[name].faults.active).toEqual({ status: 429, retryAfter: 3 });
    expect((await call("DELETE", `/systems/${name}/fault`)).status).toBe(200);
    expect(world[name].faults.active).toEqual({});
  });

  test("switches what the system does from the next request on", async () => {
    const before = await statusOfSchool();
    await put("school", { status: 500 });
    expect(await statusOfSchool()).toBe(500);
    await call("DELETE", "/systems/school/fault");
    expect(await statusOfSchool()).toBe(before);
  });

  test("takes what only one system can do wrong, at that system alone", async () => {
    const fault = { callback: { code: null, error: "access_denied" }, idToken: { set: { acr: "low" } } };
    expect((await put("idporten", fault)).status).toBe(200);
    expect(world.idporten.faults.active).toEqual(fault);
    expect((await put("school", { asynchronous: { pollsUntilDone: 1 }, share: 0.5 })).status).toBe(200);
    expect((await put("krr", { readOnly: true })).status).toBe(400);
  });

  test.each([
    ["an unknown fault", { stat: 500 }, 'Unrecognized key: "stat"'],
    ["an unknown way of breaking off", { half: "most" }, '"reset"|"short"|"cut"|"silence"'],
    ["a status that is no error of theirs", { status: 418 }, "401|403|429|500|503"],
    ["a time below zero", { latency: -1 }, "latency"],
    ["a time beyond all patience", { latency: 3_600_000 }, "<=600000"],
    ["no drops at all", { drip: 0 }, "drip"],
    ["an address that is none", { redirectTo: "javascript:alert(1)" }, "redirectTo"],
    ["a text for a number", { times: "1" }, "times"],
    ["a list", [], "expected object"],
    ["nothing", null, "expected object"],
  ])("refuses %s, says what is allowed, and leaves the system as it was", async (_what, fault, words) => {
    world.school.faults.set({ html: true });
    const answer = await put("school", fault);
    const problem = await problemOf(answer);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    expect(problem.detail).toContain(words);
    expect(problem).toHaveProperty("allowed.latency.maximum", 600_000);
    expect(world.school.faults.active).toEqual({ html: true });
  });

  test("refuses what is not JSON, by type and by content, and what is too long", async () => {
    const headers = { "content-type": "application/json" };
    const path = "/systems/krr/fault";
    expect((await call("PUT", path, { body: '{"down":true}' })).status).toBe(415);
    expect((await call("PUT", path, { headers, body: "{" })).status).toBe(400);
    expect((await call("PUT", path, { headers, body: " ".repeat(70_000) })).status).toBe(413);
    expect(world.krr.faults.active).toEqual({});
  });

  test("names the systems to whoever asks for another one", async () => {
    for (const [method, path] of [
      ["GET", "/systems/kr"],
      ["DELETE", "/systems/kr/fault"],
      ["POST", "/systems/constructor/rotate-key"],
    ] as const) {
      const problem = await problemOf(await call(method, path));
      expect(problem).toMatchObject({ status: 404, names: SYSTEM_NAMES });
    }
    expect((await problemOf(await put("kr", {}))).detail).toContain(
      "choose among idporten, maskinporten, krr",
    );
  });

  test("says which methods an address takes, and which addresses there are", async () => {
    const answer = await call("PATCH", "/systems/krr/fault");
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "PUT, DELETE"]);
    expect((await problemOf(await call("GET", "/faults/all"))).detail).toContain("/systems");
  });

  test.each(["idporten", "maskinporten"] as const)("has %s sign with another key (TM3)", async (name) => {
    const address = name === "idporten" ? `${world.idporten.issuer}/jwks.json` : world.maskinporten.jwksUri;
    const kids = async () =>
      [...(await (await fetch(address)).text()).matchAll(/"kid":"([^"]+)"/g)].map(String);
    const before = await kids();
    const { keyRotations } = SYSTEM.parse(await (await call("POST", `/systems/${name}/rotate-key`)).json());
    expect(keyRotations).toBe(world[name].keyRotations);
    const after = await kids();
    expect(before).not.toContain(after[0]);
    expect(after[1]).toBe(before[0]);
  });

  test("rotates no key where there is none", async () => {
    const problem = await problemOf(await call("POST", "/systems/krr/rotate-key"));
    expect(problem).toMatchObject({
      status: 404,
      detail: expect.stringContaining("idporten and maskinporten"),
    });
  });

  test("puts everything right at once, and on a reset the data too", async () => {
    const id = world.people[0]?.nationalId ?? "";
    const before = world.krr.store.find(id)?.mobile?.value;
    world.krr.store.update(id, (entry) => ({ ...entry, mobile: null }));
    for (const name of SYSTEM_NAMES) await put(name, { hang: true });
    expect((await call("DELETE", "/faults")).status).toBe(200);
    expect(SYSTEM_NAMES.map((name) => world[name].faults.active)).toEqual(SYSTEM_NAMES.map(() => ({})));
    expect(world.krr.store.find(id)?.mobile).toBeNull();
    expect((await call("POST", "/reset")).status).toBe(200);
    expect(world.krr.store.find(id)?.mobile?.value).toBe(before);
  });

  test("shows the systems that run, where only some do", async () => {
    const few = await startWorld({
      portalOrigin: "http://localhost:3998",
      ports: "free",
      fixed: ["maskinporten", "school"],
    });
    const { systems } = SYSTEMS.parse(await (await fetch(`${few.switchboard.origin}/systems`)).json());
    await few.close();
    expect(systems.map(({ name }) => name)).toEqual(["maskinporten", "school"]);
    await expect(fetch(few.switchboard.origin)).rejects.toThrow("fetch failed");
  });
});

/** With headers that `fetch` would not send. */
function raw(method: string, path: string, headers: Record<string, string>) {
  const { port } = new URL(world.switchboard.origin);
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = ask({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      void text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asked.once("error", reject).end();
  });
}

describe("the switchboard is nobody else's", () => {
  const CHANGES = [
    ["PUT", "/systems/school/fault"],
    ["DELETE", "/systems/school/fault"],
    ["POST", "/systems/idporten/rotate-key"],
    ["DELETE", "/faults"],
    ["POST", "/reset"],
    ["POST", "/systemer/school/feil"],
    ["POST", "/systemer/school/i-orden"],
    ["POST", "/systemer/idporten/ny-nokkel"],
    ["POST", "/i-orden"],
    ["POST", "/nullstill"],
  ] as const;
  const FOREIGN: readonly Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "http://localhost:3999" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ];

  test.each(CHANGES)("%s %s is refused to every page but its own", async (method, path) => {
    const rotations = world.idporten.keyRotations;
    world.school.faults.set({ html: true });
    for (const headers of FOREIGN) expect((await raw(method, path, headers)).status).toBe(403);
    expect(world.school.faults.active).toEqual({ html: true });
    expect(world.idporten.keyRotations).toBe(rotations);
  });

  test("its own page and programs that are no browser may switch", async () => {
    const { origin } = world.switchboard;
    const own = { origin, "sec-fetch-site": "same-origin" };
    expect((await put("school", { html: true }, own)).status).toBe(200);
    const byAddress = origin.replace("localhost", "127.0.0.1");
    expect((await put("school", { html: true }, { origin: byAddress })).status).toBe(200);
    expect((await put("school", { html: true })).status).toBe(200);
  });

  test("another name that leads here is turned away, also from reading", async () => {
    for (const [method, path] of [["GET", "/"], ["GET", "/systems"], ...CHANGES] as const)
      expect((await raw(method, path, { host: "evil.example" })).status).toBe(421);
  });

  test("nothing of it may be read by a page elsewhere", async () => {
    const answer = await call("GET", "/systems", { headers: { origin: "https://evil.example" } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("it listens on one address of this machine and on no other", async () => {
    for (const host of ["127.0.0.2", "[::1]"]) {
      const address = world.switchboard.origin.replace("localhost", host);
      await expect(fetch(address, { signal: AbortSignal.timeout(5000) })).rejects.toBeInstanceOf(Error);
    }
  });
});
