import { createHash } from "node:crypto";
import { decodeProtectedHeader, jwtVerify, createRemoteJWKSet } from "jose";
import * as client from "openid-client";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { readForm, pathOf } from "../exchange.ts";
import { startServer } from "../server.ts";
import { createSigningKey } from "../signing-keys.ts";
import { startIdporten } from "./index.ts";
import { createTestBrowser } from "./test-browser.ts";
import { AFTER_LOGOUT, createTestService, registration } from "./test-service.ts";
import type { Idporten } from "./index.ts";
import type { TestBrowser } from "./test-browser.ts";
import type { RunningServer } from "../server.ts";
import type { SigningKey } from "../signing-keys.ts";

const KARI = { nationalId: "01819090013", name: "Kari Vik", special: "To barn på skole" };
const HIGH = `testid:${KARI.nationalId}_idporten-loa-high`;
const FRONT = "http://localhost:3999/auth/frontchannel-logout";

const SESSION = z.object({ sid: z.string() });

interface Heard {
  path: string;
  query: URLSearchParams;
  cookie: string | undefined;
  logoutToken: string | null;
}

let key: SigningKey;
let idporten: Idporten;
let listener: RunningServer;
let heard: Heard[];
let browser: TestBrowser;
let portal: Awaited<ReturnType<typeof createTestService>>;
let other: Awaited<ReturnType<typeof createTestService>>;
beforeAll(async () => {
  key = await createSigningKey("portal-1");
});
beforeEach(async () => {
  heard = [];
  listener = await startServer({
    handler: async (request, response) => {
      const logoutToken = (await readForm(request)).get("logout_token");
      const query = new URL(request.url ?? "/", "http://localhost").searchParams;
      heard.push({ path: pathOf(request), query, cookie: request.headers.cookie, logoutToken });
      if (pathOf(request) !== "/hang") response.end();
    },
  });
  const backchannelLogoutUri = `${listener.origin}/back`;
  const quiet = registration(key, { clientId: "other", backchannelLogoutUri });
  idporten = await startIdporten({
    people: [KARI],
    clients: [registration(key, { backchannelLogoutUri }), quiet, registration(key, { clientId: "third" })],
  });
  browser = createTestBrowser(idporten.loginOrigin);
  portal = await createTestService(idporten, key);
  other = await createTestService(idporten, key, "other");
});
afterEach(async () => {
  await Promise.all([idporten.close(), listener.close()]);
});

const logoutUrl = (parameters: Record<string, string> = {}) =>
  client.buildEndSessionUrl(portal.config, {
    post_logout_redirect_uri: AFTER_LOGOUT,
    state: "æ1",
    ...parameters,
  });
const sidOf = (tokens: { claims(): object | undefined }) => SESSION.parse(tokens.claims()).sid;
const LOGOUT = { state: "st 1" };

async function loginIsNeeded(): Promise<boolean> {
  const { url } = await portal.prepare({ prompt: "none" });
  return (await browser.follow(url)).searchParams.get("error") === "login_required";
}

test("ends the session without asking and leads on to the registered address with the state", async () => {
  await portal.logIn(browser, HIGH);
  const page = await browser.show(logoutUrl(LOGOUT));
  expect(page.text).toContain(`url=${AFTER_LOGOUT}?state=st+1`);
  expect(await loginIsNeeded()).toBe(true);
});

test("frames every service of the session, also the one that asked, and no other", async () => {
  const mine = sidOf(await portal.logIn(browser, HIGH));
  const theirs = sidOf(await other.logIn(browser, HIGH));
  const page = await browser.show(logoutUrl(LOGOUT));
  const frames = [...page.text.matchAll(/<iframe src="([^"]+)"/g)].map(([, src = ""]) =>
    src.replace("&amp;", "&"),
  );
  const iss = encodeURIComponent(idporten.issuer);
  expect(frames).toEqual([mine, theirs].map((sid) => `${FRONT}?iss=${iss}&sid=${sid}`));
});

test("lets its page frame the services and nothing else", async () => {
  await portal.logIn(browser, HIGH);
  const policy = (await browser.show(logoutUrl(LOGOUT))).headers.get("content-security-policy");
  expect(policy).toContain("frame-src http://localhost:3999");
});

test("lets the script of its page run, by its hash", async () => {
  await portal.logIn(browser, HIGH);
  const page = await browser.show(logoutUrl(LOGOUT));
  const [, script = ""] = /<script>([^]*)<\/script>/.exec(page.text) ?? [];
  const hash = createHash("sha256").update(script).digest("base64");
  expect(page.headers.get("content-security-policy")).toContain(`script-src 'sha256-${hash}'`);
});

test("sends every service with a back channel a logout_token it can verify", async () => {
  const login = await portal.logIn(browser, HIGH);
  await browser.show(logoutUrl(LOGOUT));
  const keys = createRemoteJWKSet(new URL(`${idporten.issuer}/jwks.json`));
  const checks = { issuer: idporten.issuer, audience: "portal", typ: "logout+jwt", algorithms: ["RS256"] };
  const { payload } = await jwtVerify(heard[0]?.logoutToken ?? "", keys, checks);
  expect(payload).toEqual({
    iss: idporten.issuer,
    aud: "portal",
    sub: login.claims()?.sub,
    sid: sidOf(login),
    iat: expect.any(Number),
    exp: expect.any(Number),
    jti: expect.any(String),
    events: { "http://schemas.openid.net/event/backchannel-logout": {} },
  });
  expect(heard).toHaveLength(1);
});

test("takes the id_token as the only sign of who asks, long after it expired", async () => {
  const { id_token = "" } = await portal.logIn(browser, HIGH);
  const url = new URL(`${idporten.loginOrigin}/logout`);
  url.search = new URLSearchParams({
    id_token_hint: id_token,
    post_logout_redirect_uri: AFTER_LOGOUT,
  }).toString();
  expect((await browser.show(url)).text).toContain(`url=${AFTER_LOGOUT}`);
});

test("takes the request as a form", async () => {
  await portal.logIn(browser, HIGH);
  const form = { client_id: "portal", post_logout_redirect_uri: AFTER_LOGOUT };
  const page = await browser.show(`${idporten.loginOrigin}/logout`, form);
  expect(page.text).toContain(`url=${AFTER_LOGOUT}`);
});

test("keeps the browser when nobody says who asks", async () => {
  await portal.logIn(browser, HIGH);
  const page = await browser.show(`${idporten.loginOrigin}/logout?post_logout_redirect_uri=${AFTER_LOGOUT}`);
  expect(page.text).toContain(`url=${idporten.loginOrigin}/logged-out`);
  expect(page.text).not.toContain(AFTER_LOGOUT);
});

test.each([
  ["an unregistered address", { post_logout_redirect_uri: "http://localhost:3999/" }],
  ["a state outside printable ASCII", { state: "æ" }],
  ["a hint it did not sign", { id_token_hint: "a.b.c" }],
])("refuses %s and keeps the session", async (_what, parameters) => {
  await portal.logIn(browser, HIGH);
  expect((await browser.show(logoutUrl(parameters))).status).toBe(400);
  expect(await loginIsNeeded()).toBe(false);
});

test("refuses a client_id that is not the hint's", async () => {
  const { id_token = "" } = await portal.logIn(browser, HIGH);
  const url = logoutUrl({ ...LOGOUT, id_token_hint: id_token, client_id: "other" });
  expect((await browser.show(url)).status).toBe(400);
});

test("does not lead back when there is no session to end", async () => {
  const page = await browser.show(logoutUrl(LOGOUT));
  expect(page.status).toBe(400);
  expect(page.text).not.toContain(AFTER_LOGOUT);
});

test("ends the life of login tokens with the session", async () => {
  const { access_token } = await portal.logIn(browser, HIGH);
  await browser.show(logoutUrl(LOGOUT));
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await fetch(`${idporten.issuer}/userinfo`, { headers })).status).toBe(401);
});

test("ends a session from outside with a call on each channel, without cookies", async () => {
  const front = {
    frontchannelLogoutUri: `${listener.origin}/front`,
    backchannelLogoutUri: `${listener.origin}/back`,
  };
  const second = await startIdporten({ people: [KARI], clients: [registration(key, front)] });
  const service = await createTestService(second, key);
  const login = await service.logIn(createTestBrowser(second.loginOrigin), HIGH);
  const sid = sidOf(login);
  const calls = await second.endSession(sid);
  await second.close();
  expect(calls).toEqual([
    { clientId: "portal", channel: "back", status: 200 },
    { clientId: "portal", channel: "front", status: 200 },
  ]);
  expect(heard[1]).toMatchObject({ path: "/front", cookie: undefined });
  expect(heard[1]?.query.get("sid")).toBe(sid);
});

test("ends nothing for an unknown sid", async () => {
  await portal.logIn(browser, HIGH);
  expect(await idporten.endSession("unknown")).toEqual([]);
  expect(await loginIsNeeded()).toBe(false);
});

test("logs out although a service's back channel cannot be reached", async () => {
  await portal.logIn(browser, HIGH);
  await listener.close();
  expect((await browser.show(logoutUrl(LOGOUT))).status).toBe(200);
});

test("forges logout tokens that are wrong in the way asked for", async () => {
  const keys = createRemoteJWKSet(new URL(`${idporten.issuer}/jwks.json`));
  const token = await idporten.signLogoutToken({ aud: "portal", sid: "s", nonce: "n", events: undefined });
  const { payload } = await jwtVerify(token, keys);
  expect(payload).toMatchObject({ nonce: "n", sid: "s" });
  expect(payload).not.toHaveProperty("events");
  const foreign = await idporten.signLogoutToken({ aud: "portal", sid: "s" }, { signature: "foreign-key" });
  await expect(jwtVerify(foreign, keys)).rejects.toMatchObject({
    code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  });
  expect(decodeProtectedHeader(foreign).typ).toBe("logout+jwt");
});

test("names its issuer with a slash in front-channel calls when told so", async () => {
  await portal.logIn(browser, HIGH);
  idporten.faults.set({ frontChannelIssuer: `${idporten.issuer}/` });
  const { text } = await browser.show(logoutUrl(LOGOUT));
  expect(text).toContain(`?iss=${encodeURIComponent(`${idporten.issuer}/`)}&amp;sid=`);
});
