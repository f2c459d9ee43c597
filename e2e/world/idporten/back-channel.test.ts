import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { JWTPayload } from "jose";
import * as client from "openid-client";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { startIdporten } from "./index.ts";
import { createTestBrowser } from "./test-browser.ts";
import { createTestService, REDIRECT_URI, registration } from "./test-service.ts";
import { createSigningKey } from "../signing-keys.ts";
import type { Idporten } from "./index.ts";
import type { SigningKey } from "../signing-keys.ts";

const KARI = { nationalId: "01819090013", name: "Kari Vik", special: "To barn på skole" };
const HIGH = `testid:${KARI.nationalId}_idporten-loa-high`;
const REQUEST = {
  response_type: "code",
  scope: "openid",
  redirect_uri: REDIRECT_URI,
  state: "c3RhdGU",
  nonce: "bm9uY2U",
  code_challenge: "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI",
  code_challenge_method: "S256",
};
const REFUSAL = z.object({ error: z.string() });

let key: SigningKey;
let foreign: SigningKey;
let idporten: Idporten;
beforeAll(async () => {
  [key, foreign] = await Promise.all([createSigningKey("portal-1"), createSigningKey("portal-1")]);
});
beforeEach(async () => {
  const clients = [registration(key, { refreshTokens: true }), registration(key, { clientId: "other" })];
  idporten = await startIdporten({ people: [KARI], clients });
});
afterEach(async () => {
  vi.useRealTimers();
  await idporten.close();
});

interface Deviation {
  omit?: string;
  claims?: JWTPayload;
  header?: { alg: string; kid?: string };
  signWith?: SigningKey;
}

async function assertion({ claims = {}, omit, header, signWith = key }: Deviation = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: "portal", sub: "portal", aud: idporten.issuer, iat: now, exp: now + 60 };
  const all = Object.entries({ ...good, jti: randomUUID(), ...claims }).filter(([name]) => name !== omit);
  return new SignJWT(Object.fromEntries(all))
    .setProtectedHeader(header ?? { alg: "RS256", kid: "portal-1" })
    .sign(signWith.privateKey);
}

function push(clientAssertion: string, form: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({
    ...REQUEST,
    client_id: "portal",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: clientAssertion,
    ...form,
  });
  return fetch(`${idporten.issuer}/par`, { method: "POST", body });
}

const errorOf = async (answer: Response) => REFUSAL.parse(await answer.json()).error;
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

test("takes a pushed request of a client that proves itself", async () => {
  const answer = await push(await assertion());
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ expires_in: 120 });
});

test.each<[string, Deviation]>([
  ["the token address as audience", { claims: { aud: "https://idporten.no/token" } }],
  ["another issuer than the client", { claims: { iss: "someone" } }],
  ["another subject than the client", { claims: { sub: "someone" } }],
  ["an assertion without jti", { omit: "jti" }],
  ["an assertion without iat", { omit: "iat" }],
  ["a header without kid", { header: { alg: "RS256" } }],
])("refuses %s", async (_what, deviation) => {
  const answer = await push(await assertion(deviation));
  expect(["invalid_client", "invalid_request"]).toContain(await errorOf(answer));
});

test("refuses its own token address as audience", async () => {
  const answer = await push(await assertion({ claims: { aud: `${idporten.issuer}/token` } }));
  expect(await errorOf(answer)).toBe("invalid_client");
});

test("refuses the issuer in an array", async () => {
  const answer = await push(await assertion({ claims: { aud: [idporten.issuer] } }));
  expect(await errorOf(answer)).toBe("invalid_client");
});

test("refuses an assertion that lives longer than 120 seconds", async () => {
  const answer = await push(await assertion({ claims: { iat: seconds(0), exp: seconds(121) } }));
  expect(await errorOf(answer)).toBe("invalid_client");
});

test("refuses an expired assertion", async () => {
  const answer = await push(await assertion({ claims: { iat: seconds(-90), exp: seconds(-30) } }));
  expect(await errorOf(answer)).toBe("invalid_client");
});

test("refuses an assertion used before", async () => {
  const once = await assertion();
  await push(once);
  expect(await errorOf(await push(once))).toBe("invalid_client");
});

test("refuses an assertion signed by another key", async () => {
  expect(await errorOf(await push(await assertion({ signWith: foreign })))).toBe("invalid_client");
});

test("refuses an assertion when client_id is missing in the form", async () => {
  const body = new URLSearchParams({
    ...REQUEST,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await assertion(),
  });
  expect(await errorOf(await fetch(`${idporten.issuer}/par`, { method: "POST", body }))).toBe(
    "invalid_client",
  );
});

test("refuses a client that does not prove itself", async () => {
  const body = new URLSearchParams({ ...REQUEST, client_id: "portal" });
  expect(await errorOf(await fetch(`${idporten.issuer}/par`, { method: "POST", body }))).toBe(
    "invalid_client",
  );
});

test("refuses a redirect_uri that differs in one letter", async () => {
  const answer = await push(await assertion(), { redirect_uri: `${REDIRECT_URI}/` });
  expect(answer.status).toBe(400);
});

test.each([
  ["no challenge", { code_challenge: "", code_challenge_method: "" }],
  ["the plain method", { code_challenge_method: "plain" }],
])("refuses %s", async (_what, form) => {
  expect(await errorOf(await push(await assertion(), form))).toBe("invalid_request");
});

test("refuses a pushed request after 120 seconds, not before", async () => {
  const service = await createTestService(idporten, key);
  const [kept, late] = [await service.prepare(), await service.prepare()];
  const start = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: start + 110_000 });
  const page = await createTestBrowser(idporten.loginOrigin).show(kept.url);
  vi.useFakeTimers({ toFake: ["Date"], now: start + 140_000 });
  const refusal = await fetch(late.url, { redirect: "manual" });
  expect([page.status, refusal.status]).toEqual([200, 400]);
});

test("lets a pushed request lead to one login only", async () => {
  const service = await createTestService(idporten, key);
  const { url } = await service.prepare({ login_hint: HIGH });
  await createTestBrowser(idporten.loginOrigin).follow(url);
  expect((await createTestBrowser(idporten.loginOrigin).show(url)).status).toBe(400);
});

test("also takes a request that is not pushed", async () => {
  const service = await createTestService(idporten, key);
  const login = await service.prepare({ login_hint: HIGH }, false);
  const tokens = await login.finish(await createTestBrowser(idporten.loginOrigin).follow(login.url));
  expect(tokens.claims()?.["pid"]).toBe(KARI.nationalId);
});

test("accepts a code once", async () => {
  const service = await createTestService(idporten, key);
  const login = await service.prepare({ login_hint: HIGH });
  const callback = await createTestBrowser(idporten.loginOrigin).follow(login.url);
  await login.finish(callback);
  await expect(login.finish(callback)).rejects.toMatchObject({ error: "invalid_grant" });
});

test("refuses a code with another verifier", async () => {
  const service = await createTestService(idporten, key);
  const login = await service.prepare({ login_hint: HIGH });
  const callback = await createTestBrowser(idporten.loginOrigin).follow(login.url);
  const checks = { expectedState: login.request.state, expectedNonce: login.request.nonce };
  const wrong = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() };
  await expect(client.authorizationCodeGrant(service.config, callback, wrong)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("refuses the code of another client", async () => {
  const service = await createTestService(idporten, key);
  const login = await service.prepare({ login_hint: HIGH });
  const callback = await createTestBrowser(idporten.loginOrigin).follow(login.url);
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: "other",
    code: callback.searchParams.get("code") ?? "",
    redirect_uri: REDIRECT_URI,
    code_verifier: client.randomPKCECodeVerifier(),
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: await assertion({ claims: { iss: "other", sub: "other" } }),
  });
  expect(await errorOf(await fetch(`${idporten.issuer}/token`, { method: "POST", body }))).toBe(
    "invalid_grant",
  );
});

test("renews tokens with a refresh token, each good for one use", async () => {
  const service = await createTestService(idporten, key);
  const tokens = await service.logIn(createTestBrowser(idporten.loginOrigin), HIGH);
  const first = tokens.refresh_token ?? "";
  const renewed = await client.refreshTokenGrant(service.config, first);
  expect(renewed.refresh_token).not.toBe(first);
  await expect(client.refreshTokenGrant(service.config, first)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("gives no refresh token to a client without the grant", async () => {
  const service = await createTestService(idporten, key, "other");
  const tokens = await service.logIn(createTestBrowser(idporten.loginOrigin), HIGH);
  expect(tokens.refresh_token).toBeUndefined();
});

test("lets no revoked token in", async () => {
  const service = await createTestService(idporten, key);
  const { access_token } = await service.logIn(createTestBrowser(idporten.loginOrigin), HIGH);
  await client.tokenRevocation(service.config, access_token);
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await fetch(`${idporten.issuer}/userinfo`, { headers })).status).toBe(401);
});

test.each(["/authorize", "/logout", "/login/x"])("does not serve %s on the back channel", async (path) => {
  expect((await fetch(idporten.issuer + path, { redirect: "manual" })).status).toBe(404);
});

test.each(["/.well-known/openid-configuration", "/jwks.json", "/userinfo"])(
  "does not serve %s on the log-in host",
  async (path) => {
    expect((await fetch(idporten.loginOrigin + path)).status).toBe(404);
  },
);

test("names both hosts in its metadata, each as another site", async () => {
  const answer = await fetch(`${idporten.issuer}/.well-known/openid-configuration`);
  expect(await answer.json()).toMatchObject({
    issuer: idporten.issuer,
    authorization_endpoint: `${idporten.loginOrigin}/authorize`,
    end_session_endpoint: `${idporten.loginOrigin}/logout`,
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ["S256"],
  });
  expect(new URL(idporten.loginOrigin).hostname).not.toBe(new URL(idporten.issuer).hostname);
});
