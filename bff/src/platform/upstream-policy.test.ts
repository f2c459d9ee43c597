import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startTestServer, type TestServer } from "../adapters/testing/test-server.ts";
import type { BreakerState } from "./observed.ts";
import { createUpstreamClient, type UpstreamClient, type UpstreamRequest } from "./upstream-client.ts";
import { createUpstreamPolicy } from "./upstream-policy.ts";

const BREAK_MS = 300;
const LOOKUP = { method: "post", path: ["v1", "persons", "lookup"] } as const satisfies UpstreamRequest;
const READ = { method: "get", path: ["v1", "capabilities"] } as const satisfies UpstreamRequest;

let server: TestServer;
let states: BreakerState[];

beforeEach(async () => {
  server = await startTestServer();
  states = [];
});
afterEach(() => server.close());

function protectedClient({ budgetMs = 5000, breakMs = BREAK_MS } = {}): UpstreamClient {
  const policy = createUpstreamPolicy({ breakMs, onState: (state) => states.push(state) });
  return createUpstreamClient({ name: "register", baseUrl: server.url, budgetMs, policy });
}

const fail = () => server.answer(() => ({ status: 503 }));
const recover = () => server.answer(() => ({ body: {} }));
const LEFT_ALONE = {
  ok: false,
  failure: { upstream: "register", kind: "unavailable", reason: "left alone after failures" },
};

async function callThrice(client: UpstreamClient): Promise<void> {
  for (let call = 0; call < 3; call += 1) await client.send(LOOKUP);
}

describe("an upstream that failed three times in a row (UP3)", () => {
  it("is left alone: nothing is sent, and the failure is told at once", async () => {
    const client = protectedClient();
    fail();
    await callThrice(client);
    recover();
    expect(await Promise.all([client.send(LOOKUP), client.send(LOOKUP)])).toEqual([LEFT_ALONE, LEFT_ALONE]);
    expect(server.requests).toHaveLength(3);
    expect(states).toEqual(["open"]);
  });

  it("is tried by one call after a while, and is back when that call is answered", async () => {
    const client = protectedClient();
    fail();
    await callThrice(client);
    recover();
    await wait(BREAK_MS + 50);
    const answers = await Promise.all([client.send(LOOKUP), client.send(LOOKUP), client.send(LOOKUP)]);
    expect(answers).toEqual(answers.map(() => expect.objectContaining({ ok: true })));
    expect(states).toEqual(["open", "half-open", "closed"]);
  });

  it("is left alone again when the one call that tries it fails, however many wait", async () => {
    const client = protectedClient();
    fail();
    await callThrice(client);
    await wait(BREAK_MS + 50);
    await Promise.all(Array.from({ length: 20 }, () => client.send(LOOKUP)));
    expect(server.requests).toHaveLength(4);
    expect(states).toEqual(["open", "half-open", "open"]);
  });

  it("comes back although somebody has put the clock back by an hour meanwhile (TM6)", async () => {
    const client = protectedClient({ breakMs: 50 });
    fail();
    await callThrice(client);
    recover();
    const now = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => now() - 3_600_000);
    await wait(150);
    expect(await client.send(LOOKUP)).toMatchObject({ ok: true });
  });
});

describe("what does not count as trouble", () => {
  it("is a refusal of what was asked, however often", async () => {
    const client = protectedClient();
    server.answer(() => ({ status: 403 }));
    await callThrice(client);
    await callThrice(client);
    expect(server.requests).toHaveLength(6);
  });

  it("is a failure that concerns one person, while others are answered", async () => {
    const client = protectedClient();
    for (const status of [500, 500, 200, 500, 500, 200, 500]) {
      server.answer(() => ({ status, body: {} }));
      await client.send(LOOKUP);
    }
    expect(states).toEqual([]);
  });

  it("is a caller who leaves (UP5)", async () => {
    const client = protectedClient();
    server.answer(() => "silence");
    for (let call = 0; call < 4; call += 1) {
      const caller = new AbortController();
      const answer = client.send({ ...LOOKUP, caller: caller.signal });
      caller.abort();
      expect(await answer).toMatchObject({ ok: false, failure: { kind: "cancelled" } });
    }
    expect(states).toEqual([]);
  });
});

describe("a second try (UP2)", () => {
  it("is made of a read that met a fault which may pass, and of none other", async () => {
    const client = protectedClient();
    fail();
    await client.send(READ);
    expect(server.requests).toHaveLength(2);
  });

  it("is not made of anything that is posted or written", async () => {
    const client = protectedClient();
    fail();
    await client.send(LOOKUP);
    await client.send({ ...LOOKUP, method: "patch" });
    expect(server.requests).toHaveLength(2);
  });

  it.each([400, 401, 404, 429])("is not made after %i", async (status) => {
    const client = protectedClient();
    server.answer(() => ({ status }));
    await client.send(READ);
    expect(server.requests).toHaveLength(1);
  });

  it("is not made of an upstream that says how long it wants to be left alone", async () => {
    const client = protectedClient();
    server.answer(() => ({ status: 503, headers: { "Retry-After": "5" } }));
    await client.send(READ);
    expect(server.requests).toHaveLength(1);
  });

  it("is not made when the time is up", async () => {
    const client = protectedClient({ budgetMs: 200 });
    server.answer(() => "silence");
    expect(await client.send(READ)).toMatchObject({ failure: { kind: "timeout" } });
    expect(server.requests).toHaveLength(1);
  });
});

it("lets no more than two hundred calls hang at a time, and refuses what is beyond a thousand (UP4)", async () => {
  const client = protectedClient({ budgetMs: 3000 });
  const end = new AbortController();
  server.answer(() => "silence");
  const calls = Array.from({ length: 1001 }, () => client.send({ ...LOOKUP, deadline: end.signal }));
  expect(await calls.at(-1)).toMatchObject({ failure: { reason: "too many at a time" } });
  await vi.waitFor(() => expect(server.requests).toHaveLength(200), { timeout: 20_000, interval: 100 });
  end.abort();
  await Promise.all(calls);
  expect(server.requests).toHaveLength(200);
});
