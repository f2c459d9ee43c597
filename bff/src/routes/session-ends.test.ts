import { session } from "@foresattportal/shared/contract/session.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { SESSION_COOKIE } from "../http/session-cookie.ts";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import { KARI } from "../ports/testing/people.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { createSessions } from "../store/sessions.ts";
import { ageSessions } from "../store/testing/failing-database.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { portalParts } from "./testing/portal-parts.ts";
import { OWN_PAGE, createTestBrowser, type TestBrowser } from "./testing/test-browser.ts";

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;
let browser: TestBrowser;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  app = await createApp({ ...parts.deps, ...store });
});
beforeEach(() => {
  browser = createTestBrowser(app);
});
afterAll(() => store.database.close());

function failing(): Promise<never> {
  return Promise.reject(new StoreUnavailable("08006"));
}

/** A use every twenty minutes, and the last twenty without one. */
async function useUntilTheEnd(): Promise<void> {
  for (let use = 0; use < 5; use += 1) {
    await ageSessions(store.database.db, 20);
    await browser.ask("POST", "/api/session", {});
  }
  await ageSessions(store.database.db, 20);
}

describe("a session that has run out", () => {
  it.each([
    ["session_idle", "was idle too long", "session-idle", () => ageSessions(store.database.db, 31)],
    ["session_expired", "is at its absolute end", "session-expired", useUntilTheEnd],
  ])(
    "is logged once as %s when it %s, however many requests meet it (SN4, SN5, LG4)",
    async (event, _what, code, end) => {
      await browser.logIn();
      const cookie = `${SESSION_COOKIE}=${browser.cookies.get(SESSION_COOKIE)?.value ?? ""}`;
      await end();
      const before = parts.events(event).length;
      const headers = { ...OWN_PAGE, Cookie: cookie };
      const answers = await Promise.all(
        Array.from({ length: 5 }, async () => app.request("/api/profile", { headers })),
      );
      for (const answer of answers) {
        expect(answer.status).toBe(401);
        expect(await answer.json()).toMatchObject({ code });
      }
      const [line = "", ...more] = parts.events(event).slice(before);
      expect(more).toEqual([]);
      expect(JSON.parse(line)).toMatchObject({ subject: parts.keyring.pseudonym(KARI.reveal()) });
    },
  );

  it("is logged when the page's own question is the first to meet it (LG4)", async () => {
    await browser.logIn();
    await ageSessions(store.database.db, 31);
    const before = parts.events("session_idle").length;
    for (let poll = 0; poll < 2; poll += 1) {
      const answer = await browser.ask("GET", "/api/session");
      expect(session.parse(await answer.json()).user).toBeNull();
    }
    expect(parts.events("session_idle")).toHaveLength(before + 1);
  });
});

describe("a session cookie", () => {
  it("of another environment under the same keys is refused (SN13)", async () => {
    const other = await openMemoryPorts(parts.keyring);
    const there = createTestBrowser(await createApp({ ...parts.deps, ...other }));
    await there.logIn();
    browser.setCookie(SESSION_COOKIE, there.cookies.get(SESSION_COOKIE)?.value ?? "");
    expect((await browser.ask("GET", "/api/profile")).status).toBe(401);
    expect((await there.ask("GET", "/api/profile")).status).toBe(200);
    await other.database.close();
  });

  it("of another tenant's portal on the same database is refused, for want of its keys (SN13, KR2)", async () => {
    const keyring = createKeyring([randomSessionKey()]);
    const sessions = createSessions(store.database.db, keyring);
    const there = createTestBrowser(await createApp({ ...parts.deps, ...store, sessions, keyring }));
    await there.logIn();
    browser.setCookie(SESSION_COOKIE, there.cookies.get(SESSION_COOKIE)?.value ?? "");
    const answer = await browser.ask("GET", "/api/profile");
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "no-session" });
  });
});

it("a log-in that cannot be finished leaves the session that it would have replaced (SN2)", async () => {
  const sessions = { ...store.sessions, create: failing };
  const visitor = createTestBrowser(await createApp({ ...parts.deps, ...store, sessions }));
  await browser.logIn();
  visitor.setCookie(SESSION_COOKIE, browser.cookies.get(SESSION_COOKIE)?.value ?? "");
  const answer = await visitor.logIn();
  expect(answer.headers.get("Location")).toMatch(/^\/feil\/store-unavailable/);
  expect((await visitor.ask("GET", "/api/profile")).status).toBe(200);
});
