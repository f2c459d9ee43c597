import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { startIdporten } from "./index.ts";
import { createTestBrowser } from "./test-browser.ts";
import { createTestService, REDIRECT_URI, registration } from "./test-service.ts";
import { createSigningKey } from "../signing-keys.ts";
import type { Idporten } from "./index.ts";
import type { TestBrowser } from "./test-browser.ts";
import type { SigningKey } from "../signing-keys.ts";

const KARI = { nationalId: "01819090013", name: "Kari Vik", special: "To barn på skole" };
const OLA = { nationalId: "15838812381", name: "Ola <Berg>", special: "Uten barn" };
const HIGH = `testid:${KARI.nationalId}_idporten-loa-high`;
const SUBSTANTIAL = `testid:${KARI.nationalId}_idporten-loa-substantial`;

let key: SigningKey;
let idporten: Idporten;
let browser: TestBrowser;
let service: Awaited<ReturnType<typeof createTestService>>;
beforeAll(async () => {
  key = await createSigningKey("portal-1");
});
beforeEach(async () => {
  const { frontchannelLogoutUri: _none, ...quiet } = registration(key, { clientId: "quiet" });
  const clients = [
    registration(key, { refreshTokens: true }),
    registration(key, { clientId: "other" }),
    quiet,
  ];
  idporten = await startIdporten({ people: [KARI, OLA], clients });
  browser = createTestBrowser(idporten.loginOrigin);
  service = await createTestService(idporten, key);
});
afterEach(async () => {
  vi.useRealTimers();
  await idporten.close();
});

const choice = (index: number, level: string) => ({ person: String(index), level: `idporten-loa-${level}` });

test("logs in the person chosen on the page, at the level chosen", async () => {
  const login = await service.prepare();
  const page = await browser.show(login.url);
  const tokens = await login.finish(await browser.follow(page.url, choice(0, "substantial")));
  expect(tokens.claims()).toMatchObject({ pid: KARI.nationalId, acr: "idporten-loa-substantial" });
});

test("issues an id_token with exactly the claims of the specification", async () => {
  const login = await service.prepare({ login_hint: HIGH, ui_locales: "nn" });
  const tokens = await login.finish(await browser.follow(login.url));
  const { iat = 0, exp = 0, ...claims } = decodeJwt(tokens.id_token ?? "");
  expect(claims).toEqual({
    iss: idporten.issuer,
    aud: "portal",
    sub: expect.not.stringContaining(KARI.nationalId),
    pid: KARI.nationalId,
    acr: "idporten-loa-high",
    amr: ["TestID"],
    auth_time: expect.any(Number),
    nonce: login.request.nonce,
    sid: expect.any(String),
    locale: "nn",
    jti: expect.any(String),
  });
  expect(exp - iat).toBe(120);
  expect(decodeProtectedHeader(tokens.id_token ?? "").alg).toBe("RS256");
});

test("answers the token request with tokens of 120 and 600 seconds", async () => {
  const tokens = await service.logIn(browser, HIGH);
  expect(tokens).toMatchObject({ expires_in: 120, refresh_token_expires_in: 600, scope: "openid profile" });
});

test("gives another service another subject", async () => {
  const other = await createTestService(idporten, key, "other");
  const first = await service.logIn(browser, HIGH);
  const second = await other.logIn(browser, HIGH);
  expect(second.claims()?.sub).not.toBe(first.claims()?.sub);
});

test("leaves sid out for a service that registered no logout address", async () => {
  const quiet = await createTestService(idporten, key, "quiet");
  expect((await quiet.logIn(browser, HIGH)).claims()).not.toHaveProperty("sid");
});

test("takes the browser back to the service in one step when the hint names a test person", async () => {
  const { url } = await service.prepare({ login_hint: HIGH });
  const answer = await fetch(url, { redirect: "manual" });
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toContain(`${REDIRECT_URI}?code=`);
});

test("shows the page when the hint names nobody it knows", async () => {
  const { url } = await service.prepare({ login_hint: "testid:29847904591_idporten-loa-high" });
  expect((await browser.show(url)).text).toContain("Velg testperson");
});

test("answers the second request from the session, without a page", async () => {
  const first = await service.logIn(browser, HIGH);
  const login = await service.prepare();
  const second = await login.finish(await browser.follow(login.url));
  expect(first.claims()?.["sid"]).toEqual(expect.any(String));
  expect(second.claims()?.["sid"]).toBe(first.claims()?.["sid"]);
});

test("asks again when the session is at a lower level than the service needs", async () => {
  await service.logIn(browser, SUBSTANTIAL);
  const { url } = await service.prepare({ acr_values: "idporten-loa-high" });
  expect((await browser.show(url)).text).toContain("Velg testperson");
});

test("never issues a lower level than asked for", async () => {
  const { url } = await service.prepare({ acr_values: "idporten-loa-high" });
  const page = await browser.show(url);
  expect((await browser.show(page.url, choice(0, "substantial"))).status).toBe(400);
});

test("asks again on prompt=login", async () => {
  await service.logIn(browser, HIGH);
  const { url } = await service.prepare({ prompt: "login" });
  expect((await browser.show(url)).text).toContain("Velg testperson");
});

test("gives a second person in the same browser a session id of their own", async () => {
  const first = await service.logIn(browser, HIGH);
  const login = await service.prepare({ prompt: "login" });
  const page = await browser.show(login.url);
  const second = await login.finish(await browser.follow(page.url, choice(1, "high")));
  expect(second.claims()?.["pid"]).toBe(OLA.nationalId);
  expect(second.claims()?.["sid"]).not.toBe(first.claims()?.["sid"]);
});

test("says login_required to prompt=none without a session", async () => {
  const { url } = await service.prepare({ prompt: "none" });
  const callback = await browser.follow(url);
  expect(callback.searchParams.get("error")).toBe("login_required");
  expect(callback.searchParams.get("iss")).toBe(idporten.issuer);
});

test("answers prompt=none from the session", async () => {
  await service.logIn(browser, HIGH);
  const { url } = await service.prepare({ prompt: "none" });
  expect((await browser.follow(url)).searchParams.has("code")).toBe(true);
});

test("leads back with access_denied when the person cancels", async () => {
  const login = await service.prepare();
  const page = await browser.show(login.url);
  const callback = await browser.follow(page.url, { cancel: "yes" });
  expect(Object.fromEntries(callback.searchParams)).toMatchObject({
    error: "access_denied",
    state: login.request.state,
    iss: idporten.issuer,
  });
});

test("forgets the session after 30 minutes without an authentication request", async () => {
  await service.logIn(browser, HIGH);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 60_000 });
  const { url } = await service.prepare();
  expect((await browser.show(url)).text).toContain("Velg testperson");
});

test("forgets the session 120 minutes after the login, however busy", async () => {
  await service.logIn(browser, HIGH);
  const start = Date.now();
  for (const minutes of [25, 50, 75, 100, 119]) {
    vi.useFakeTimers({ toFake: ["Date"], now: start + minutes * 60_000 });
    await browser.follow((await service.prepare()).url);
  }
  vi.useFakeTimers({ toFake: ["Date"], now: start + 121 * 60_000 });
  expect((await browser.show((await service.prepare()).url)).text).toContain("Velg testperson");
});

test("escapes what it shows and keeps national ids out of addresses", async () => {
  const { url } = await service.prepare();
  const page = await browser.show(url);
  expect(page.text).toContain("Ola &lt;Berg&gt;");
  expect(page.text).not.toMatch(/(href|action|value)="[^"]*\d{11}/);
});

test("takes no frame around its pages", async () => {
  const { url } = await service.prepare();
  const policy = (await browser.show(url)).headers.get("content-security-policy");
  expect(policy).toContain("frame-ancestors 'none'");
});

test("tells userinfo who the person is, by the same subject", async () => {
  const tokens = await service.logIn(browser, HIGH, { ui_locales: "en" });
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  const answer = await fetch(`${idporten.issuer}/userinfo`, { headers });
  const sub = tokens.claims()?.sub;
  expect(await answer.json()).toEqual({ sub, pid: KARI.nationalId, locale: "en" });
});

test("publishes two keys and signs with a fresh one after a rotation", async () => {
  const before = decodeProtectedHeader((await service.logIn(browser, HIGH)).id_token ?? "").kid;
  await idporten.rotateKeys();
  const other = await createTestService(idporten, key, "other");
  const after = decodeProtectedHeader((await other.logIn(browser, HIGH)).id_token ?? "").kid;
  const keySet = z.object({ keys: z.array(z.object({ kid: z.string() })) });
  const { keys } = keySet.parse(await (await fetch(`${idporten.issuer}/jwks.json`)).json());
  expect(after).not.toBe(before);
  expect(keys.map(({ kid }) => kid)).toEqual([after, before]);
});
