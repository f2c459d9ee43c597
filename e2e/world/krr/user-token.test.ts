import { randomUUID } from "node:crypto";
import { decodeJwt, importJWK, SignJWT } from "jose";
import * as client from "openid-client";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { createTestBrowser } from "../idporten/test-browser.ts";
import { createTestService } from "../idporten/test-service.ts";
import { createSigningKey } from "../signing-keys.ts";
import { startWorld } from "../start-world.ts";
import type { World } from "../start-world.ts";

const READ = "krr:user/kontaktinformasjon.read";
const LANGUAGE = "krr:user/spraak.write";
const JWK = z.looseObject({ kid: z.string() });
const TOKEN = z.object({ access_token: z.string() });

let world: World;
let service: Awaited<ReturnType<typeof createTestService>>;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free" });
  service = await serviceOf("IDPORTEN_CLIENT_JWK", "IDPORTEN_CLIENT_ID");
});
beforeEach(() => world.reset());
afterEach(() => vi.useRealTimers());
afterAll(() => world.close());

function setting(name: string): string {
  const value = world.bffEnvironment[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

async function privateKey(name: string) {
  const jwk = JWK.parse(JSON.parse(setting(name)));
  const key = await importJWK(jwk, "RS256");
  if (key instanceof Uint8Array) throw new Error(`${name} is no RSA key`);
  return { kid: jwk.kid, privateKey: key, publicJwk: {} };
}

/** The portal as it would log in itself, with nothing but what the bff is told. */
async function serviceOf(key: string, clientId: string) {
  return createTestService(world.idporten, await privateKey(key), setting(clientId));
}

const kari = () => world.people[0]?.nationalId ?? "";

async function logIn(scope: string) {
  const browser = createTestBrowser(world.idporten.loginOrigin);
  return service.logIn(browser, `testid:${kari()}_idporten-loa-substantial`, { scope });
}

function person(token: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return fetch(`${setting("KRR_BASE_URL")}/rest/v1/person`, { ...init, headers });
}

function changeLanguage(token: string, spraak: string): Promise<Response> {
  return person(token, { method: "PATCH", body: JSON.stringify({ spraak }) });
}

async function machineToken(): Promise<string> {
  const issuer = setting("MASKINPORTEN_ISSUER");
  const key = await privateKey("MASKINPORTEN_CLIENT_JWK");
  const assertion = await new SignJWT({ scope: setting("KRR_SCOPE"), consumer_org: "910000004" })
    .setProtectedHeader({ alg: "RS256", kid: key.kid })
    .setIssuer(setting("MASKINPORTEN_CLIENT_ID"))
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime("60s")
    .setJti(randomUUID())
    .sign(key.privateKey);
  const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  return TOKEN.parse(await (await fetch(`${issuer}token`, { method: "POST", body })).json()).access_token;
}

test("a person who has logged in reads her own entry in KRR", async () => {
  const tokens = await logIn(`openid profile ${READ}`);
  expect(tokens.scope).toBe(`openid profile ${READ}`);
  expect(await (await person(tokens.access_token)).json()).toMatchObject({
    personidentifikator: kari(),
    status: "AKTIV",
    kontaktinformasjon: { mobiltelefonnummer: "+4791234567" },
  });
});

test("a person who has logged in changes her language in KRR", async () => {
  const { access_token } = await logIn(`openid ${READ} ${LANGUAGE}`);
  expect((await changeLanguage(access_token, "se")).status).toBe(204);
  expect(await (await person(access_token)).json()).toMatchObject({ spraak: "se" });
});

test("the right to read does not include the right to change the language", async () => {
  const { access_token } = await logIn(`openid ${READ}`);
  expect((await changeLanguage(access_token, "se")).status).toBe(403);
});

test("the right to change the language does not include the right to read", async () => {
  const { access_token } = await logIn(`openid ${LANGUAGE}`);
  expect((await person(access_token)).status).toBe(403);
});

test("refuses a token from which the person withheld the scope", async () => {
  world.idporten.faults.set({ withheldScopes: [LANGUAGE] });
  const { access_token, scope } = await logIn(`openid ${READ} ${LANGUAGE}`);
  expect(scope).toBe(`openid ${READ}`);
  expect((await changeLanguage(access_token, "se")).status).toBe(403);
});

test("refuses a token of a mere log-in", async () => {
  const { access_token } = await logIn("openid profile");
  expect((await person(access_token)).status).toBe(401);
});

test("refuses an id_token", async () => {
  const { id_token } = await logIn(`openid ${READ}`);
  expect((await person(id_token ?? "")).status).toBe(401);
});

test("refuses a Maskinporten token that opens the batch look-up", async () => {
  expect((await person(await machineToken())).status).toBe(401);
});

test("refuses ID-porten's token for the batch look-up", async () => {
  const { access_token } = await logIn(`openid ${READ}`);
  const answer = await fetch(`${setting("KRR_BASE_URL")}/rest/v2/personer`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify({ personidentifikatorer: [kari()] }),
  });
  expect(answer.status).toBe(401);
});

test("refuses a token after its 120 seconds", async () => {
  const { access_token, expires_in } = await logIn(`openid ${READ}`);
  expect(expires_in).toBe(120);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 121_000 });
  expect((await person(access_token)).status).toBe(401);
});

test.each([
  ["another issuer", { iss: "http://localhost:1" }],
  ["a key that ID-porten never published", {}],
])("refuses a token of %s", async (_what, claims) => {
  const { access_token } = await logIn(`openid ${READ}`);
  const foreign = await createSigningKey();
  const forged = await new SignJWT({ ...decodeJwt(access_token), ...claims })
    .setProtectedHeader({ alg: "RS256", kid: foreign.kid })
    .sign(foreign.privateKey);
  expect((await person(forged)).status).toBe(401);
});

test("a revoked token still opens KRR, which checks it without asking ID-porten", async () => {
  const { access_token } = await logIn(`openid ${READ}`);
  await client.tokenRevocation(service.config, access_token);
  expect((await person(access_token)).status).toBe(200);
});
