import { profile } from "@foresattportal/shared/contract/profile.ts";
import { loggedOut } from "@foresattportal/shared/contract/session.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../app.ts";
import { SESSION_COOKIE } from "../http/session-cookie.ts";
import { FAKE_ISSUER } from "../ports/testing/fake-identity-provider.ts";
import { KARI } from "../ports/testing/people.ts";
import { openMemoryPorts } from "../store/testing/memory-ports.ts";
import { portalParts } from "./testing/portal-parts.ts";
import { createTestBrowser, type TestBrowser } from "./testing/test-browser.ts";

const parts = portalParts();
let store: Awaited<ReturnType<typeof openMemoryPorts>>;
let app: Awaited<ReturnType<typeof createApp>>;
let browser: TestBrowser;
let number = 0;
let sid = "";

beforeAll(async () => {
  store = await openMemoryPorts(parts.keyring);
  app = await createApp({ ...parts.deps, ...store });
});
beforeEach(async () => {
  number += 1;
  sid = `sid-${String(number)}`;
  parts.identityProvider.answerWith({ nationalId: KARI, sid, acr: "idporten-loa-high" });
  browser = createTestBrowser(app);
  await browser.logIn();
});
afterAll(() => store.database.close());

async function loggedIn(): Promise<boolean> {
  return (await browser.ask("GET", "/api/profile")).status === 200;
}

/** The school's line of the page. */
async function schoolNow() {
  return profile.parse(await (await browser.ask("GET", "/api/profile")).json()).systems[0];
}

function inMinutes(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}

/** As ID-porten's server calls: no cookie, no origin, none of our headers. */
async function sendLogoutToken(token: string): Promise<Response> {
  const body = new URLSearchParams({ logout_token: token });
  return app.request("/auth/backchannel-logout", { method: "POST", body });
}

async function callFromFrame(iss: string, of: string): Promise<Response> {
  const query = new URLSearchParams({ iss, sid: of });
  return app.request(`/auth/frontchannel-logout?${query.toString()}`);
}

describe("POST /auth/logout", () => {
  it("ends the session here, clears the cookie and names where it ends at ID-porten, without a token (LO1)", async () => {
    const response = await browser.ask("POST", "/auth/logout");
    expect(response.status).toBe(200);
    const { redirectTo } = loggedOut.parse(await response.json());
    const parameters = new URL(redirectTo).searchParams;
    expect([...parameters.keys()].sort()).toEqual(["client_id", "post_logout_redirect_uri", "state"]);
    expect(browser.cookies.has(SESSION_COOKIE)).toBe(false);
  });

  it("clears caches but not the cookies of the whole municipality (LO15)", async () => {
    const response = await browser.ask("POST", "/auth/logout");
    expect(response.headers.get("Clear-Site-Data")).toBe('"cache", "storage"');
  });

  it("makes a copy of the old cookie worthless (LO2)", async () => {
    const old = browser.cookies.get(SESSION_COOKIE)?.value ?? "";
    await browser.ask("POST", "/auth/logout");
    browser.setCookie(SESSION_COOKIE, old);
    expect(await loggedIn()).toBe(false);
  });

  it("takes with it what was kept of the registers' answers, and a new log-in without one does not", async () => {
    await loggedIn();
    parts.school.fail("lookup", "unavailable");
    await browser.logIn();
    expect(await schoolNow()).toMatchObject({ answer: "stale" });
    await browser.ask("POST", "/auth/logout");
    await browser.logIn();
    expect(await schoolNow()).toMatchObject({ answer: "unavailable" });
    parts.school.fail("lookup", null);
  });

  it("can be done twice, and by somebody who is not logged in (LO3)", async () => {
    expect((await browser.ask("POST", "/auth/logout")).status).toBe(200);
    expect((await browser.ask("POST", "/auth/logout")).status).toBe(200);
  });

  it("is refused to other sites, and the session stays", async () => {
    const response = await browser.ask("POST", "/auth/logout", undefined, { "Sec-Fetch-Site": "cross-site" });
    expect(response.status).toBe(403);
    expect(await loggedIn()).toBe(true);
  });

  it("logs out here also when ID-porten does not answer (LO5)", async () => {
    const alone = portalParts();
    const own = createTestBrowser(await createApp({ ...alone.deps, ...store, keyring: parts.keyring }));
    await own.logIn();
    alone.identityProvider.goDown();
    const response = await own.ask("POST", "/auth/logout");
    expect(await response.json()).toEqual({ redirectTo: "/utlogget?kun=her" });
    expect(own.cookies.size).toBe(0);
  });
});

describe("GET /auth/frontchannel-logout", () => {
  it.each([FAKE_ISSUER, `${FAKE_ISSUER}/`])(
    "ends the session of %s without any cookie (LO6)",
    async (issuer) => {
      const response = await callFromFrame(issuer, sid);
      expect(response.status).toBe(200);
      expect(await loggedIn()).toBe(false);
    },
  );

  it("gives everybody the same answer and ends nothing for the wrong caller (LO7)", async () => {
    const answers = await Promise.all([
      callFromFrame(FAKE_ISSUER, "unknown-sid"),
      callFromFrame("https://evil.example", sid),
      app.request(`/auth/frontchannel-logout?sid=${sid}`),
      app.request(`/auth/frontchannel-logout?iss=${encodeURIComponent(FAKE_ISSUER)}`),
      callFromFrame(FAKE_ISSUER, "s".repeat(5000)),
      // No database takes it as a text, and no ID-porten sends it.
      callFromFrame(FAKE_ISSUER, `${sid}\u0000`),
      callFromFrame(FAKE_ISSUER, `${sid} `),
    ]);
    const real = await callFromFrame(FAKE_ISSUER, "sid-of-nobody");
    const expected = [real.status, await real.text()];
    for (const answer of answers) expect([answer.status, await answer.text()]).toEqual(expected);
    expect(await loggedIn()).toBe(true);
  });

  it("can be framed by ID-porten's logout page and by nobody else (LO8)", async () => {
    const { headers } = await callFromFrame(FAKE_ISSUER, "unknown-sid");
    expect(headers.get("X-Frame-Options")).toBeNull();
    expect(headers.get("Content-Security-Policy")).toBe(
      "default-src 'none'; frame-ancestors https://login.idporten.example",
    );
    expect(headers.get("Cache-Control")).toBe("no-store");
  });
});

describe("POST /auth/backchannel-logout", () => {
  it("ends every session of the named one, without cookie, origin or header (LO9, CF11)", async () => {
    const second = createTestBrowser(app);
    await second.logIn();
    parts.identityProvider.issueLogoutToken("valid", { sid, tokenId: `jti-${sid}`, expiresAt: inMinutes(2) });
    const response = await sendLogoutToken("valid");
    expect(response.status).toBe(200);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(await loggedIn()).toBe(false);
    expect((await second.ask("GET", "/api/profile")).status).toBe(401);
  });

  it("refuses a token that the provider's check refuses, and ends nothing (LO10)", async () => {
    const response = await sendLogoutToken("eyJub3QiOiJ2YWxpZCJ9.e30.x");
    expect(response.status).toBe(400);
    expect(await loggedIn()).toBe(true);
    expect(parts.events("logout_token_refused").length).toBeGreaterThan(0);
  });

  it("refuses a second use of the same token (LO10)", async () => {
    parts.identityProvider.issueLogoutToken("replayed", {
      sid,
      tokenId: `jti-${sid}`,
      expiresAt: inMinutes(2),
    });
    await sendLogoutToken("replayed");
    parts.identityProvider.answerWith({
      nationalId: KARI,
      sid: `after-${sid}`,
      acr: "idporten-loa-high",
    });
    await browser.logIn();
    expect((await sendLogoutToken("replayed")).status).toBe(400);
    expect(await loggedIn()).toBe(true);
  });

  it.each([
    ["no body", {}],
    ["JSON", { body: '{"logout_token":"x"}', headers: { "Content-Type": "application/json" } }],
    ["a form without it", { body: new URLSearchParams({ other: "x" }) }],
    [
      "a broken multipart form",
      { body: "x", headers: { "Content-Type": "multipart/form-data; boundary=b" } },
    ],
    ["a file", { body: formWithFile() }],
  ])("answers 400 to %s (LO10)", async (_what, init) => {
    const response = await app.request("/auth/backchannel-logout", { method: "POST", ...init });
    expect(response.status).toBe(400);
    expect(await loggedIn()).toBe(true);
  });

  it("answers 503 and does not refuse while ID-porten's keys cannot be had (TM5)", async () => {
    const alone = portalParts();
    alone.identityProvider.goDown();
    const other = await createApp({ ...alone.deps, ...store });
    const body = new URLSearchParams({ logout_token: "any" });
    const response = await other.request("/auth/backchannel-logout", { method: "POST", body });
    expect(response.status).toBe(503);
  });
});

it("nothing of persons or secrets is in the log (LG1)", () => {
  expect(parts.lines.length).toBeGreaterThan(0);
  expect(parts.traces()).toEqual([]);
});

function formWithFile(): FormData {
  const form = new FormData();
  form.set("logout_token", new File(["x"], "token.txt"));
  return form;
}
