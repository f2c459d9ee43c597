import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createSigningKey } from "../signing-keys.ts";
import { startIdporten } from "./index.ts";
import { createTestBrowser } from "./test-browser.ts";
import { createTestService, registration } from "./test-service.ts";
import type { Idporten, IdportenFault } from "./index.ts";
import type { SigningKey } from "../signing-keys.ts";

const KARI = { nationalId: "01819090013", name: "Kari Vik", special: "To barn på skole" };
const HIGH = `testid:${KARI.nationalId}_idporten-loa-high`;

let key: SigningKey;
let idporten: Idporten;
let service: Awaited<ReturnType<typeof createTestService>>;
beforeAll(async () => {
  key = await createSigningKey("portal-1");
});
beforeEach(async () => {
  idporten = await startIdporten({ people: [KARI], clients: [registration(key)] });
  service = await createTestService(idporten, key);
});
afterEach(async () => {
  await idporten.close();
});

const logIn = () => service.logIn(createTestBrowser(idporten.loginOrigin), HIGH);

test.each<[string, IdportenFault]>([
  ["a wrong nonce", { idToken: { set: { nonce: "other" } } }],
  ["no nonce", { idToken: { delete: ["nonce"] } }],
  ["a wrong audience", { idToken: { set: { aud: "other" } } }],
  ["a wrong issuer", { idToken: { set: { iss: "http://localhost:1" } } }],
  ["an expired id_token", { idToken: { set: { exp: 1 } } }],
  ["a foreign signature", { idToken: { signature: "foreign-key" } }],
  ["an unknown kid", { idToken: { signature: "unknown-kid" } }],
  ["an HMAC with the public key", { idToken: { signature: "hs256-public-key" } }],
  ["no signature", { idToken: { signature: "none" } }],
  ["a foreign iss in the callback", { callback: { iss: "http://localhost:1" } }],
  ["no iss in the callback", { callback: { iss: null } }],
  ["a wrong state in the callback", { callback: { state: "other" } }],
  ["no state in the callback", { callback: { state: null } }],
  ["a clock five minutes behind", { clockSkew: -300 }],
  ["an error in place of the code", { callback: { code: null, error: "access_denied" } }],
  ["500 from the token endpoint", { tokenEndpoint: "500" }],
  ["HTML from the token endpoint", { tokenEndpoint: "html" }],
  ["half a JSON from the token endpoint", { tokenEndpoint: "half-json" }],
  ["two megabytes from the token endpoint", { tokenEndpoint: "flood" }],
  ["hanging up", { down: true }],
])("makes a good client fail with %s, and lets it in again afterwards", async (_what, fault) => {
  idporten.faults.set(fault);
  await expect(logIn()).rejects.toBeInstanceOf(Error);
  idporten.faults.clear();
  expect((await logIn()).claims()?.["pid"]).toBe(KARI.nationalId);
});

test.each<[string, IdportenFault["idToken"], string, unknown]>([
  ["a lower acr than asked for", { set: { acr: "idporten-loa-low" } }, "acr", "idporten-loa-low"],
  ["no pid", { delete: ["pid"] }, "pid", undefined],
])(
  "issues an id_token with %s, which openid-client does not notice",
  async (_what, idToken, claim, value) => {
    idporten.faults.set({ ...(idToken !== undefined && { idToken }) });
    expect(decodeJwt((await logIn()).id_token ?? "")[claim]).toBe(value);
  },
);

test("names a foreign issuer in its metadata", async () => {
  idporten.faults.set({ metadataIssuer: "http://localhost:1" });
  await expect(createTestService(idporten, key)).rejects.toThrow("issuer does not match");
});

test("names addresses of others in its metadata", async () => {
  idporten.faults.set({ metadataAddresses: { token_endpoint: "http://localhost:1/token" } });
  const { config } = await createTestService(idporten, key);
  expect(config.serverMetadata()).toMatchObject({
    issuer: idporten.issuer,
    token_endpoint: "http://localhost:1/token",
  });
});

test("keeps its keys to itself, counts how often it is asked for them, and gives them again afterwards", async () => {
  const address = `${idporten.issuer}/jwks.json`;
  const before = idporten.keyRequests;
  idporten.faults.set({ keys: "500" });
  expect((await fetch(address)).status).toBe(500);
  idporten.faults.set({ keys: "hang" });
  await expect(fetch(address, { signal: AbortSignal.timeout(200) })).rejects.toThrow("timeout");
  idporten.faults.clear();
  expect((await fetch(address)).status).toBe(200);
  expect(idporten.keyRequests).toBe(before + 3);
});

test("leaves the type out of a logout token when told", async () => {
  const token = await idporten.signLogoutToken({ aud: "portal", sid: "a-sid" }, { typ: null });
  expect(decodeProtectedHeader(token)).not.toHaveProperty("typ");
});

test("closes while a token request hangs", async () => {
  idporten.faults.set({ tokenEndpoint: "hang" });
  const { url, finish } = await service.prepare({ login_hint: HIGH });
  const hanging = finish(await createTestBrowser(idporten.loginOrigin).follow(url));
  await Promise.all([expect(hanging).rejects.toBeInstanceOf(Error), idporten.close()]);
});
