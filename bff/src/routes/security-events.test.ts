import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { FAKE_ISSUER } from "../ports/testing/fake-identity-provider.ts";
import { KARI } from "../ports/testing/people.ts";
import { createRateLimits } from "../store/rate-limits.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { FRONT_CHANNEL_LOGOUT } from "./logout.ts";
import { portalParts } from "./testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "./testing/test-browser.ts";

const parts = portalParts();
const KARIS_SUBJECT = parts.keyring.pseudonym(KARI.reveal());
const LOGINS = 8;
const onFault = (): void => undefined;

let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;
let browser: TestBrowser;
let sid = 0;

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
});
beforeEach(async () => {
  await store.database.db.deleteFrom("rate_limits").execute();
  const rateLimits = createRateLimits(store.database.db, parts.keyring, { logins: LOGINS, onFault });
  app = await createApp({ ...parts.deps, ...store, rateLimits });
  browser = createTestBrowser(app);
  sid += 1;
  parts.identityProvider.answerWith({ nationalId: KARI, sid: `sid-${sid}`, acr: "idporten-loa-high" });
});
afterAll(() => store.database.close());

/** The line of this event since the test began to look; promises that there is one and no other. */
async function eventOf(name: string, act: () => unknown): Promise<Record<string, unknown>> {
  parts.lines.length = 0;
  await act();
  const lines = parts.events(name);
  expect(lines).toHaveLength(1);
  const event: Record<string, unknown> = JSON.parse(lines[0] ?? "");
  expect(event["time"]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  expect(event["requestId"]).toMatch(/^[\da-f-]{36}$/);
  expect(parts.traces()).toEqual([]);
  return event;
}

async function askTimes(times: number, path: string): Promise<void> {
  for (let attempt = 0; attempt < times; attempt += 1) await app.request(path);
}

const backChannel = (token: string) =>
  app.request("/auth/backchannel-logout", {
    method: "POST",
    body: new URLSearchParams({ logout_token: token }),
  });

describe("one line in the log, with the time and the request's id and no person's data, tells of (LG4)", () => {
  it("a log-in, by pseudonym", async () => {
    expect(await eventOf("authn_login_success", () => browser.logIn())).toMatchObject({
      subject: KARIS_SUBJECT,
      acr: "idporten-loa-high",
    });
  });

  it("a log-in that failed, with the reason", async () => {
    parts.identityProvider.answerWith("login-level");
    expect(await eventOf("authn_login_fail", () => browser.logIn())).toMatchObject({
      failure: "login-level",
    });
  });

  it.each([
    ["user", () => browser.ask("POST", "/auth/logout")],
    [
      "front-channel",
      () => app.request(`${FRONT_CHANNEL_LOGOUT}?iss=${encodeURIComponent(FAKE_ISSUER)}&sid=sid-${sid}`),
    ],
    [
      "back-channel",
      () => {
        const expiresAt = new Date(Date.now() + 60_000);
        parts.identityProvider.issueLogoutToken("token", { sid: `sid-${sid}`, tokenId: "token", expiresAt });
        return backChannel("token");
      },
    ],
  ] as const)("a logout by %s, by pseudonym", async (by, logOut) => {
    await browser.logIn();
    expect(await eventOf("session_ended", logOut)).toMatchObject({ by, subject: KARIS_SUBJECT, sessions: 1 });
  });

  it("a logout token that is refused", async () => {
    expect(await eventOf("logout_token_refused", () => backChannel("forged"))).toMatchObject({ level: 40 });
  });

  it("a call from another page", async () => {
    await browser.logIn();
    const call = () => browser.ask("POST", "/api/profile/refresh", {}, { "Sec-Fetch-Site": "cross-site" });
    expect(await eventOf("malicious_csrf", call)).toMatchObject({ reason: "fetch_site" });
  });

  it("a session that nobody has", async () => {
    browser.setCookie("__Host-Http-sid", "p".repeat(43));
    expect(await eventOf("session_invalid", () => browser.ask("GET", "/api/profile"))).toMatchObject({
      reason: "unknown_session",
    });
  });

  it("an address that has used up its limit, however often it goes on", async () => {
    const event = await eventOf("excess_rate_limit_exceeded", () => askTimes(LOGINS + 5, "/auth/login"));
    expect(event).toMatchObject({ limit: "login-address" });
  });

  it("an address that goes on asking for what does not exist", async () => {
    const event = await eventOf("malicious_excess_404", () => askTimes(120, "/wp-admin/index.php"));
    expect(event).toMatchObject({ level: 40 });
  });

  it("an upstream that fails, by its name", async () => {
    await browser.logIn();
    parts.krr.fail(true);
    const event = await eventOf("upstream_failed", () => browser.ask("GET", "/api/profile"));
    parts.krr.fail(false);
    expect(event).toMatchObject({ failure: { upstream: "krr", kind: "unavailable" } });
  });
});
