import { liveSession, session } from "@foresattportal/shared/contract/session.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { SESSION_COOKIE } from "../http/session-cookie.ts";
import { KARI, krrPerson } from "../ports/testing/people.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { portalParts } from "./testing/portal-parts.ts";
import { OWN_PAGE, createTestBrowser, type TestBrowser } from "./testing/test-browser.ts";

const KARI_IN_KRR = krrPerson({ mobile: "+4799999901", email: "kari@example.no" }, new Date());

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;
let browser: TestBrowser;
let storeIsDown = false;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  const { sessions } = store;
  app = await createApp({
    ...parts.deps,
    ...store,
    sessions: { ...sessions, find: (token, options) => whileUp(() => sessions.find(token, options)) },
    ping: () => whileUp(store.ping),
  });
});
beforeEach(async () => {
  storeIsDown = false;
  await sql`delete from refreshes`.execute(store.database.db);
  parts.krr.put(KARI, KARI_IN_KRR);
  parts.krr.fail(false);
  browser = createTestBrowser(app);
});
afterAll(() => store.database.close());

function whileUp<T>(work: () => Promise<T>): Promise<T> {
  return storeIsDown ? Promise.reject(new StoreUnavailable("08006")) : work();
}

/** Moves every session back in time by the database's own clock. */
async function age(column: "created_at" | "last_seen_at", minutes: number): Promise<void> {
  const past = sql<Date>`${sql.ref(column)} - ${minutes} * interval '1 minute'`;
  await store.database.db
    .updateTable("sessions")
    .set({ [column]: past })
    .execute();
}

async function timesOf(method: "GET" | "POST") {
  const response = await browser.ask(method, "/api/session", method === "POST" ? {} : undefined);
  return liveSession.parse(await response.json());
}

function callsOutside(): number {
  return [parts.school.calls, parts.kindergarten.calls, parts.krr.askedFor].flat().length;
}

async function userNow(): Promise<unknown> {
  return session.parse(await (await browser.ask("GET", "/api/session")).json()).user;
}

async function statusFor(cookie: string): Promise<number> {
  return (await app.request("/api/profile", { headers: { ...OWN_PAGE, Cookie: cookie } })).status;
}

describe("GET /api/session", () => {
  it("tells a visitor with 200 that nobody is logged in", async () => {
    const response = await browser.ask("GET", "/api/session");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ user: null });
  });

  it("tells name, language, level and the time left, and neither token, id nor ID-porten's session (SN7)", async () => {
    await browser.logIn();
    await browser.ask("GET", "/api/profile");
    const body: unknown = await (await browser.ask("GET", "/api/session")).json();
    expect(body).toEqual({
      user: { name: "Kari Normann", language: "nb" },
      acr: "idporten-loa-high",
      expiresInSeconds: expect.any(Number),
      idleExpiresInSeconds: expect.any(Number),
    });
    expect(session.safeParse(body).success).toBe(true);
  });

  it("knows neither name nor language before the sources were asked", async () => {
    await browser.logIn();
    expect(await userNow()).toEqual({ name: null, language: null });
  });

  it("prolongs nothing when it is asked every minute: the idle limit is met after 30 (SN6)", async () => {
    await browser.logIn();
    for (let minute = 1; minute <= 31; minute += 1) {
      await age("last_seen_at", 1);
      expect((await userNow()) === null, `after ${String(minute)} minutes`).toBe(minute >= 30);
    }
    expect((await browser.ask("GET", "/api/profile")).status).toBe(401);
  });

  it("tells the language as «Oppdater» found it, and keeps it while KRR is silent (P25)", async () => {
    await browser.logIn();
    parts.krr.put(KARI, { ...KARI_IN_KRR, language: "se" });
    await browser.ask("POST", "/api/profile/refresh", {});
    expect(await userNow()).toMatchObject({ language: "se" });
    parts.krr.fail(true);
    await browser.ask("GET", "/api/profile");
    expect(await userNow()).toMatchObject({ language: "se" });
    parts.krr.fail(false);
    parts.krr.put(KARI, { ...KARI_IN_KRR, language: null });
    await browser.ask("GET", "/api/profile");
    expect(await userNow()).toMatchObject({ language: null });
  });
});

describe("POST /api/session", () => {
  it("prolongs the idle limit to the whole of it, and answers as GET does", async () => {
    await browser.logIn();
    await age("last_seen_at", 26);
    expect((await timesOf("GET")).idleExpiresInSeconds).toBeLessThanOrEqual(4 * 60);
    expect((await timesOf("POST")).idleExpiresInSeconds).toBe(30 * 60);
    expect((await timesOf("GET")).idleExpiresInSeconds).toBeGreaterThan(30 * 60 - 5);
  });

  it("never prolongs the absolute limit, and promises no idle time beyond it", async () => {
    await browser.logIn();
    await age("created_at", 110);
    await age("last_seen_at", 20);
    const { expiresInSeconds, idleExpiresInSeconds } = await timesOf("POST");
    expect(expiresInSeconds).toBeLessThanOrEqual(600);
    expect(idleExpiresInSeconds).toBe(expiresInSeconds);
  });

  it("asks neither a register nor KRR", async () => {
    await browser.logIn();
    const before = callsOutside();
    await browser.ask("POST", "/api/session", {});
    expect(callsOutside()).toBe(before);
  });

  it.each([
    ["never was", "no-session", () => Promise.resolve()],
    ["was idle too long", "session-idle", () => age("last_seen_at", 31)],
    ["is at its absolute end", "session-expired", () => age("created_at", 121)],
  ])("is 401 for a session that %s (SN4, SN5)", async (_what, code, end) => {
    if (code !== "no-session") await browser.logIn();
    await end();
    const response = await browser.ask("POST", "/api/session", {});
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code });
    expect(browser.cookies.size).toBe(0);
  });

  it("is refused when it does not come from the portal's own page, and prolongs nothing then (CF1)", async () => {
    await browser.logIn();
    await age("last_seen_at", 20);
    const foreign = { "X-Portal": "0" };
    expect((await browser.ask("POST", "/api/session", {}, foreign)).status).toBe(403);
    expect((await timesOf("GET")).idleExpiresInSeconds).toBeLessThanOrEqual(10 * 60);
  });

  it("takes nothing but an empty object", async () => {
    await browser.logIn();
    expect((await browser.ask("POST", "/api/session", { minutes: 90 })).status).toBe(400);
  });
});

describe("a session cookie", () => {
  it("is one of two with the same name, never a mixture (CK5)", async () => {
    await browser.logIn();
    const own = browser.cookies.get(SESSION_COOKIE)?.value ?? "";
    const planted = "p".repeat(43);
    const statuses = [
      await statusFor(`${SESSION_COOKIE}=${own}; ${SESSION_COOKIE}=${planted}`),
      await statusFor(`${SESSION_COOKIE}=${planted}; ${SESSION_COOKIE}=${own}`),
    ];
    expect(new Set(statuses)).toEqual(new Set([200, 401]));
  });

  it.each([
    ["empty", ""],
    ["5 KB long", "A".repeat(5000)],
    ["not base64url", "%%%"],
    ["a sealed object of another kind", "eyJhbGciOiJkaXIifQ..aaaa.bbbb."],
    ["text with a quote", '"\\"'],
    ["percent-encoded nonsense", "%E0%A4%A"],
  ])("that is %s is refused, cleared and logged once (CK6, SN13)", async (_what, value) => {
    const before = parts.events("session_invalid").length;
    const cookie = `${SESSION_COOKIE}=${value}`;
    const response = await app.request("/api/profile", { headers: { ...OWN_PAGE, Cookie: cookie } });
    expect(response.status).toBe(401);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json");
    const body = await response.text();
    expect(JSON.parse(body)).toMatchObject({ code: "no-session" });
    expect(body).not.toContain("at ");
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-Http-sid=; Max-Age=0;/)]);
    expect(parts.events("session_invalid")).toHaveLength(before + 1);
  });

  it("of another environment is refused, cleared and logged once (CK6, SN13)", async () => {
    const before = parts.events("session_invalid").length;
    browser.setCookie(SESSION_COOKIE, "A".repeat(43));
    expect((await browser.ask("GET", "/api/profile")).status).toBe(401);
    expect(browser.cookies.size).toBe(0);
    expect(parts.events("session_invalid")).toHaveLength(before + 1);
  });
});

describe("while the database is down", () => {
  it.each([
    ["GET", "/api/session"],
    ["POST", "/api/session", {}],
    ["GET", "/api/profile"],
  ])(
    "%s %s is 503 with Retry-After and never 401, and the session survives (DB1)",
    async (method, path, body?: object) => {
      await browser.logIn();
      storeIsDown = true;
      const response = await browser.ask(method, path, body);
      expect(response.status).toBe(503);
      expect(response.headers.get("Retry-After")).toMatch(/^[1-9]\d*$/);
      expect(await response.json()).toMatchObject({ code: "store-unavailable" });
      expect(response.headers.getSetCookie()).toEqual([]);
      storeIsDown = false;
      expect((await browser.ask(method, path, body)).status).toBe(200);
    },
  );

  it("the process is alive and not ready (HE1, HE2)", async () => {
    storeIsDown = true;
    expect((await app.request("/livez")).status).toBe(200);
    expect((await app.request("/readyz")).status).toBe(503);
    storeIsDown = false;
    expect((await app.request("/readyz")).status).toBe(200);
  });
});

it("nothing of persons or secrets is in the log (LG1)", () => {
  expect(parts.lines.length).toBeGreaterThan(0);
  expect(parts.traces()).toEqual([]);
});
