import { decodeJwt, decodeProtectedHeader } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startIdporten } from "./index.ts";
import { createTestBrowser } from "./test-browser.ts";
import { createTestService, registration } from "./test-service.ts";
import { createSigningKey } from "../signing-keys.ts";
import type { Idporten } from "./index.ts";
import type { TestBrowser } from "./test-browser.ts";
import type { SigningKey } from "../signing-keys.ts";

const KARI = { nationalId: "01819090013", name: "Kari Vik", special: "To barn på skole" };
const HIGH = `testid:${KARI.nationalId}_idporten-loa-high`;
const READ = "krr:user/kontaktinformasjon.read";
const SCOPE = `openid profile ${READ}`;

let key: SigningKey;
let idporten: Idporten;
let browser: TestBrowser;
let portal: Awaited<ReturnType<typeof createTestService>>;
beforeAll(async () => {
  key = await createSigningKey("portal-1");
  const api = { scopes: [READ], consumer: "910000004", supplier: "920000002" };
  const clients = [
    registration(key, { api, refreshTokens: true }),
    registration(key, { clientId: "login-only" }),
  ];
  idporten = await startIdporten({ people: [KARI], clients });
  portal = await createTestService(idporten, key);
});
beforeEach(() => {
  idporten.faults.clear();
  browser = createTestBrowser(idporten.loginOrigin);
});
afterAll(() => idporten.close());

const logIn = (scope = SCOPE) => portal.logIn(browser, HIGH, { scope });

function userinfo(token: string): Promise<Response> {
  return fetch(`${idporten.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
}

test("a token for an API tells the API all it must know, with the claims of the specification", async () => {
  const { access_token } = await logIn();
  const { iat = 0, exp = 0, ...claims } = decodeJwt(access_token);
  expect(claims).toEqual({
    iss: idporten.issuer,
    sub: expect.not.stringContaining(KARI.nationalId),
    pid: KARI.nationalId,
    acr: "idporten-loa-high",
    client_id: "portal",
    client_amr: "private_key_jwt",
    consumer: { authority: "iso6523-actorid-upis", ID: "0192:910000004" },
    supplier: { authority: "iso6523-actorid-upis", ID: "0192:920000002" },
    scope: SCOPE,
    token_type: "Bearer",
    jti: expect.any(String),
  });
  expect(exp - iat).toBe(120);
  expect(decodeProtectedHeader(access_token).alg).toBe("RS256");
});

test("a token of a mere log-in says nothing to anybody but ID-porten", async () => {
  expect((await logIn("openid profile")).access_token).not.toContain(".");
});

test.each(["pushed", "not pushed"])(
  "answers invalid_scope to a scope the client lacks, request %s",
  async (how) => {
    const service = await createTestService(idporten, key, "login-only");
    const asked = async () => {
      const { url, finish } = await service.prepare({ scope: SCOPE, login_hint: HIGH }, how === "pushed");
      return finish(await browser.follow(url));
    };
    await expect(asked()).rejects.toMatchObject({ error: "invalid_scope" });
  },
);

test("answers invalid_scope to a scope that nobody has", async () => {
  await expect(portal.prepare({ scope: "openid krr:user/alt" })).rejects.toMatchObject({
    error: "invalid_scope",
  });
});

test("a self-contained token opens userinfo too", async () => {
  expect(await (await userinfo((await logIn()).access_token)).json()).toMatchObject({ pid: KARI.nationalId });
});

test("tells of a self-contained token that it is active, and for what", async () => {
  const { access_token } = await logIn();
  expect(await client.tokenIntrospection(portal.config, access_token)).toMatchObject({
    active: true,
    pid: KARI.nationalId,
    scope: SCOPE,
  });
});

test("a revoked self-contained token is inactive and opens nothing of ID-porten's", async () => {
  const { access_token } = await logIn();
  await client.tokenRevocation(portal.config, access_token);
  expect(await client.tokenIntrospection(portal.config, access_token)).toMatchObject({ active: false });
  expect((await userinfo(access_token)).status).toBe(401);
});

test("revoking a token ends the refresh token that came with it", async () => {
  const { access_token, refresh_token = "" } = await logIn();
  await client.tokenRevocation(portal.config, access_token);
  await expect(client.refreshTokenGrant(portal.config, refresh_token)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("a renewed token is for the same API", async () => {
  const { refresh_token = "" } = await logIn();
  const { access_token } = await client.refreshTokenGrant(portal.config, refresh_token);
  expect(decodeJwt(access_token)).toMatchObject({ pid: KARI.nationalId, scope: SCOPE });
});

test("logging out leaves the tokens for an API, which have to be revoked", async () => {
  const { refresh_token = "" } = await logIn();
  await browser.show(client.buildEndSessionUrl(portal.config));
  await expect(client.refreshTokenGrant(portal.config, refresh_token)).resolves.toMatchObject({
    scope: SCOPE,
  });
});

test("logging out ends the tokens of a mere log-in", async () => {
  const { refresh_token = "" } = await logIn("openid profile");
  await browser.show(client.buildEndSessionUrl(portal.config));
  await expect(client.refreshTokenGrant(portal.config, refresh_token)).rejects.toMatchObject({
    error: "invalid_grant",
  });
});

test("a scope withheld once can be given the next time", async () => {
  idporten.faults.set({ withheldScopes: [READ] });
  expect((await logIn()).scope).toBe("openid profile");
  idporten.faults.clear();
  expect((await logIn()).scope).toBe(SCOPE);
});
