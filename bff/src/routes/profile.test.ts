import { profile } from "@foresattportal/shared/contract/profile.ts";
import { problem } from "@foresattportal/shared/contract/failures.ts";
import { refreshResult } from "@foresattportal/shared/contract/refresh.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { portalParts } from "./testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "./testing/test-browser.ts";

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let browser: TestBrowser;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  browser = createTestBrowser(await createApp({ ...parts.deps, ...store }));
  await browser.logIn();
});
beforeEach(async () => {
  for (const register of [parts.school, parts.kindergarten]) {
    for (const operation of ["lookup", "write", "capabilities"] as const) register.fail(operation, null);
  }
  await sql`delete from refreshes`.execute(store.database.db);
});
afterAll(() => store.database.close());

const look = () => browser.ask("GET", "/api/profile");
const refresh = (body: unknown = {}) => browser.ask("POST", "/api/profile/refresh", body);

describe("GET /api/profile", () => {
  it("answers with the documented page and nothing beyond it (AZ5)", async () => {
    const answer = await browser.ask("GET", "/api/profile");
    const body: unknown = await answer.json();
    expect(profile.parse(body)).toMatchObject({ page: { state: "known", name: "Kari Normann" } });
  });

  it("is a page also when a register is down", async () => {
    parts.school.fail("lookup", "unavailable");
    const answer = await browser.ask("GET", "/api/profile");
    expect(answer.status).toBe(200);
    const { systems } = profile.parse(await answer.json());
    expect(systems.map(({ id, answer: how }) => [id, how])).toEqual([
      ["school", "stale"],
      ["kindergarten", "fresh"],
    ]);
    expect(systems[0]?.asOf).not.toBeNull();
  });
});

describe("POST /api/profile/refresh", () => {
  it("answers with the documented result and nothing beyond it (AZ5)", async () => {
    const answer = await refresh();
    expect(answer.status).toBe(200);
    const result = refreshResult.parse(await answer.json());
    expect(result.systems.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(parts.school.record("p-1").contact.mobile.value).toBe("+4799999901");
  });

  it("says when the next one may start, in words for machines and people (RL1)", async () => {
    await refresh();
    const again = await refresh();
    expect(again.status).toBe(429);
    const body = problem.parse(await again.json());
    expect(body.code).toBe("too-soon");
    const seconds = (new Date(body.retryAt ?? 0).getTime() - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(50);
    const retryAfter = Number(again.headers.get("Retry-After"));
    expect(Math.abs(retryAfter - seconds)).toBeLessThan(3);
  });

  it("runs once for twenty presses at the same time (RL2)", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh()));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.every((status) => [200, 409, 429].includes(status))).toBe(true);
  });

  it("writes to the chosen register alone", async () => {
    const before = parts.kindergarten.calls.filter((call) => call.startsWith("write")).length;
    const answer = await refresh({ systems: ["school"] });
    const { systems } = refreshResult.parse(await answer.json());
    expect(systems.map(({ systemId }) => systemId)).toEqual(["school"]);
    expect(parts.kindergarten.calls.filter((call) => call.startsWith("write"))).toHaveLength(before);
  });

  it.each([
    ["a register that nobody configured", { systems: ["15838720231"] }],
    ["no register at all", { systems: [] }],
    ["a register id that is no text", { systems: [15838720231] }],
    ["a member that is not documented", { system: "15838720231" }],
    ["a list instead of an object", ["15838720231"]],
    ["nothing", null],
  ])("names what is wrong with %s, and never its value (ER2)", async (_what, body) => {
    const answer = await refresh(body);
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(problem.parse(JSON.parse(text))).toMatchObject({ code: "invalid-input" });
    expect(text).not.toContain("15838720231");
  });

  it("is not held back by a request that was invalid", async () => {
    await refresh({ systems: ["unknown"] });
    expect((await refresh()).status).toBe(200);
  });
});

describe("a guardian who looks at her page again and again", () => {
  it("is shown it sixty times a minute, and is then told when she may see it again", async () => {
    await store.database.db.deleteFrom("rate_limits").execute();
    const answers = await Promise.all(Array.from({ length: 60 }, look));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await look();
    expect(refused.status).toBe(429);
    const { code, retryAt } = problem.parse(await refused.json());
    expect(code).toBe("too-soon");
    const seconds = (Date.parse(retryAt ?? "") - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(61);
    expect((await refresh()).status).toBe(200);
  });
});

it("nothing of persons or secrets is in the log (LG1)", () => {
  expect(parts.lines.length).toBeGreaterThan(0);
  expect(parts.traces()).toEqual([]);
});
