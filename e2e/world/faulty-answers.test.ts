import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startWorld } from "./start-world.ts";
import type { World } from "./start-world.ts";
import type { UpstreamFault } from "./upstream-faults.ts";
import { SYSTEM_NAMES } from "./world-ports.ts";
import type { SystemName } from "./world-ports.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free" });
});
beforeEach(() => world.reset());
afterAll(() => world.close());

/** Something that each system answers with a body. */
const PATHS: Record<SystemName, () => string> = {
  idporten: () => `${world.idporten.issuer}/jwks.json`,
  maskinporten: () => world.maskinporten.jwksUri,
  krr: () => `${world.krr.origin}/rest/v1/person`,
  minprofil: () => `${world.minprofil.origin}/utlogget`,
  school: () => `${world.school.origin}/v1/capabilities`,
  kindergarten: () => `${world.kindergarten.origin}/v1/capabilities`,
};

interface Came {
  readonly head: string;
  readonly body: string;
  /** How the other side ended it; `nothing` where the connection was left open until we gave up. */
  readonly end: "in order" | "reset" | "nothing";
}

/** Asks over a bare socket, so that nothing a client would put right is put right. */
async function cameOf(name: SystemName, { patience = 10_000 } = {}): Promise<Came> {
  const { hostname, port, pathname } = new URL(PATHS[name]());
  const socket = connect({ host: hostname, port: Number(port) });
  let text = "";
  let end: Came["end"] = "nothing";
  socket.setEncoding("latin1").on("data", (chunk: string) => (text += chunk));
  socket.once("end", () => (end = "in order"));
  socket.once("error", (fault) => {
    end = "code" in fault && fault.code === "ECONNRESET" ? "reset" : end;
  });
  // With `Connection: close` Node would end every answer by closing.
  socket.write(`GET ${pathname} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
  const timer = setTimeout(() => socket.destroy(), patience);
  // Not `once`, which rejects where the connection is reset.
  await new Promise((resolve) => socket.once("close", resolve));
  clearTimeout(timer);
  const [head = "", body = ""] = text.split("\r\n\r\n", 2);
  return { head, body, end };
}

const lengthIn = (head: string) => Number(/^content-length: (\d+)$/im.exec(head)?.[1]);
const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe.each(SYSTEM_NAMES)("%s", (name) => {
  const wholeOf = async () => Buffer.from(await (await fetch(PATHS[name]())).bytes()).toString("latin1");

  test("resets the connection instead of an answer", async () => {
    world[name].faults.set({ down: true });
    expect(await cameOf(name)).toEqual({ head: "", body: "", end: "reset" });
  });

  test("resets the connection in the middle of a body", async () => {
    const whole = await wholeOf();
    world[name].faults.set({ half: "reset" });
    const { head, body, end } = await cameOf(name);
    expect(end).toBe("reset");
    expect(lengthIn(head)).toBeGreaterThan(body.length);
    expect(whole.startsWith(body)).toBe(true);
    expect(body.length).toBeGreaterThan(0);
    await expect(fetch(PATHS[name]()).then((answer) => answer.text())).rejects.toThrow("terminated");
  });

  test("closes in order after half of the length it announced", async () => {
    world[name].faults.set({ half: "short" });
    const { head, body, end } = await cameOf(name);
    expect(end).toBe("in order");
    expect(body.length).toBe(Math.floor(lengthIn(head) / 2));
    await expect(fetch(PATHS[name]()).then((answer) => answer.text())).rejects.toThrow("terminated");
  });

  test("closes in order after half a body of no announced length, which HTTP holds for whole", async () => {
    const whole = await wholeOf();
    world[name].faults.set({ half: "cut" });
    const { head, body, end } = await cameOf(name);
    expect(end).toBe("in order");
    expect(head).not.toMatch(/content-length|transfer-encoding/i);
    expect(body.length).toBe(Math.floor(whole.length / 2));
    expect(isJson(body)).toBe(false);
    expect(whole.startsWith(await wholeOf())).toBe(true);
  });

  test("is silent after its headers", async () => {
    world[name].faults.set({ half: "silence" });
    const { head, body, end } = await cameOf(name, { patience: 300 });
    expect(lengthIn(head)).toBeGreaterThan(0);
    expect([body, end]).toEqual(["", "nothing"]);
  });

  test("sends its body drop by drop", async () => {
    world[name].faults.set({ drip: 1 });
    const { head, body, end } = await cameOf(name, { patience: 1500 });
    expect(lengthIn(head)).toBeGreaterThan(10);
    expect(body.length).toBeGreaterThan(0);
    expect(body.length).toBeLessThan(4);
    expect(end).toBe("nothing");
  });

  test.each([401, 403, 429, 500, 503] as const)("refuses with %i in its own words", async (status) => {
    world[name].faults.set({ status, retryAfter: 9 });
    const answer = await fetch(PATHS[name]());
    expect(answer.status).toBe(status);
    expect(answer.headers.get("retry-after")).toBe(status === 429 || status === 503 ? "9" : null);
    expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
    expect((await answer.text()).length).toBeGreaterThan(0);
  });

  test("answers JSON that is nothing of what was promised", async () => {
    world[name].faults.set({ wrongSchema: true });
    const answer = await fetch(PATHS[name]());
    expect([answer.status, await answer.json()]).toEqual([200, { svar: [{ id: 1 }] }]);
  });

  test.each([
    [300, "ahead"],
    [-300, "behind"],
  ])("dates its answers by a clock that is %i seconds %s, and errors in its place too", async (clockSkew) => {
    for (const fault of [{}, { status: 500 }, { half: "cut" }, { html: true }] as const) {
      world[name].faults.set({ clockSkew, ...fault });
      const { headers } = await fetch(PATHS[name]());
      const ahead = (Date.parse(headers.get("date") ?? "") - Date.now()) / 1000;
      expect(Math.abs(ahead - clockSkew)).toBeLessThan(20);
    }
  });

  test("counts what it is asked and says what became of it, until a reset", async () => {
    await wholeOf();
    world[name].faults.set({ half: "short", times: 1 });
    await cameOf(name);
    world[name].faults.set({ hang: true });
    await cameOf(name, { patience: 100 });
    const { requests } = world[name];
    expect([requests.total, requests.hit]).toEqual([3, 2]);
    await expect
      .poll(() => requests.recent.map(({ hit, status, end }) => [hit, status !== null, end]))
      .toEqual([
        [true, false, "broken off"],
        [true, true, "broken off"],
        [false, true, "answered"],
      ]);
    world.reset();
    expect([requests.total, requests.hit, requests.recent]).toEqual([0, 0, []]);
  });
});

describe("100 MB", () => {
  test.each(["announced", "unannounced"] as const)("come whole, their length %s", async (huge) => {
    world.school.faults.set({ huge });
    const answer = await fetch(PATHS.school());
    expect(answer.headers.get("content-length")).toBe(huge === "announced" ? "104857600" : null);
    let taken = 0;
    let last = "";
    for await (const chunk of answer.body ?? []) {
      taken += chunk.byteLength;
      last = Buffer.from(chunk).toString("latin1");
    }
    expect(taken).toBe(104_857_600);
    expect(last.endsWith('x"}')).toBe(true);
  });
});

describe("half an answer", () => {
  test("leaves done what was asked for, as an answer that is lost on its way does", async () => {
    world.maskinporten.faults.set({ half: "reset" });
    const body = new URLSearchParams({ grant_type: "no such grant" });
    const asked = fetch(`${world.maskinporten.issuer}token`, { method: "POST", body });
    expect((await asked).status).toBe(400);
    expect(world.maskinporten.requests.recent[0]).toMatchObject({
      method: "POST",
      path: "/token",
      status: 400,
    });
  });

  test("of an error in the system's place is half of that error", async () => {
    world.krr.faults.set({ status: 503, retryAfter: 4, half: "cut" });
    const answer = await fetch(PATHS.krr());
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "4"]);
    expect(isJson(await answer.text())).toBe(false);
  });

  test("of an answer without a body is half its head", async () => {
    world.idporten.faults.set({ redirectTo: "http://127.0.0.1:9/elsewhere", half: "short" });
    const { head, body, end } = await cameOf("idporten");
    expect(head).toMatch(/^HTTP\/1\.1 302 Found\r\n/);
    expect([body, end]).toEqual(["", "in order"]);
    await expect(fetch(PATHS.idporten(), { redirect: "manual" })).rejects.toThrow("fetch failed");
  });
});

describe("what a system remembers of a request", () => {
  test("holds no query, and nothing that may stand for a person or a log-in", async () => {
    await fetch(`${world.school.origin}/v1/persons/p-01819090013/relations?cursor=secret`);
    await fetch(`${world.idporten.loginOrigin}/login/V1StGXR8_Z5jdHi6B-myT`);
    await fetch(`${world.krr.origin}/rest/v2/krr/hentEndringer`);
    const told = [world.school, world.idporten, world.krr].map(({ requests }) => requests.recent[0]?.path);
    expect(told).toEqual(["/v1/persons/…/relations", "/login/…", "/rest/v2/krr/hentEndringer"]);
  });

  test("is the last thirty of all", async () => {
    for (let asked = 0; asked < 33; asked += 1) await fetch(PATHS.idporten());
    expect([world.idporten.requests.total, world.idporten.requests.recent.length]).toEqual([33, 30]);
  });
});

describe("several faults at once", () => {
  test.each<[string, UpstreamFault]>([
    ["a slow error", { latency: 60, status: 500 }],
    ["a slow half", { latency: 60, half: "cut" }],
  ])("hold together: %s", async (_what, fault) => {
    world.school.faults.set(fault);
    const began = performance.now();
    const answer = await fetch(PATHS.school());
    // A timer may fire a millisecond early.
    expect(performance.now() - began).toBeGreaterThan(58);
    expect(answer.status).toBe("status" in fault ? 500 : 401);
  });
});
