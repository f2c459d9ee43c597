import { randomUUID } from "node:crypto";
import { decodeJwt, SignJWT } from "jose";
import type { JWTPayload } from "jose";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { startMaskinporten, verifyMaskinportenToken } from "./index.ts";
import type { Maskinporten } from "./index.ts";
import { createSigningKey } from "../signing-keys.ts";
import type { SigningKey } from "../signing-keys.ts";

const VENDOR = "920000000";
const MUNICIPALITY = "910000000";
const DELEGATED = "krr:global/kontaktinfo.read";
const OWN = "contacts.read";
const ANSWER = z.object({
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
  scope: z.string(),
});
const REFUSAL = z.object({ error: z.string(), error_description: z.string() });

let key: SigningKey;
let other: SigningKey;
let maskinporten: Maskinporten;
beforeAll(async () => {
  [key, other] = await Promise.all([createSigningKey("vendor-1"), createSigningKey("vendor-2")]);
});
beforeEach(async () => {
  maskinporten = await startMaskinporten({
    clients: [
      { clientId: "portal", orgNumber: VENDOR, publicJwk: key.publicJwk, scopes: [OWN, "a.b", DELEGATED] },
    ],
    delegations: [{ consumer: MUNICIPALITY, supplier: VENDOR, scope: DELEGATED }],
  });
});
afterEach(async () => {
  await maskinporten.close();
});

interface Deviation {
  claims?: JWTPayload;
  header?: { alg: string; kid?: string };
  signWith?: SigningKey;
}

async function assertion({ claims = {}, header, signWith = key }: Deviation = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: "portal", aud: maskinporten.issuer, scope: OWN, iat: now, exp: now + 60 };
  return new SignJWT({ ...good, jti: randomUUID(), ...claims })
    .setProtectedHeader(header ?? { alg: "RS256", kid: "vendor-1" })
    .sign(signWith.privateKey);
}

async function post(grant: string, grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer") {
  const body = new URLSearchParams({ grant_type: grantType, assertion: grant });
  return fetch(`${maskinporten.issuer}token`, { method: "POST", body });
}

async function tokenFor(deviation?: Deviation) {
  const answer = await post(await assertion(deviation));
  expect(answer.status).toBe(200);
  return ANSWER.parse(await answer.json());
}

async function refusalOf(deviation: Deviation, status = 400) {
  const answer = await post(await assertion(deviation));
  expect(answer.status).toBe(status);
  return REFUSAL.parse(await answer.json());
}

const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset;

test("names its issuer with a trailing slash in its metadata", async () => {
  const answer = await fetch(`${maskinporten.origin}/.well-known/oauth-authorization-server`);
  expect(await answer.json()).toMatchObject({
    issuer: `${maskinporten.origin}/`,
    token_endpoint: `${maskinporten.origin}/token`,
    jwks_uri: maskinporten.jwksUri,
  });
});

test("has no OpenID configuration, as it logs nobody in", async () => {
  expect((await fetch(`${maskinporten.origin}/.well-known/openid-configuration`)).status).toBe(404);
});

test("gives the owner of the client a token in its own name", async () => {
  const answer = await tokenFor();
  expect(answer).toMatchObject({ token_type: "Bearer", expires_in: 120, scope: OWN });
  const claims = decodeJwt(answer.access_token);
  expect(claims).toMatchObject({
    iss: maskinporten.issuer,
    aud: "unspecified",
    client_id: "portal",
    token_type: "Bearer",
    consumer: { authority: "iso6523-actorid-upis", ID: `0192:${VENDOR}` },
  });
  expect(claims).not.toHaveProperty("supplier");
});

test("names municipality and supplier when the municipality has delegated", async () => {
  const { access_token } = await tokenFor({ claims: { scope: DELEGATED, consumer_org: MUNICIPALITY } });
  expect(decodeJwt(access_token)).toMatchObject({
    consumer: { ID: `0192:${MUNICIPALITY}` },
    supplier: { ID: `0192:${VENDOR}` },
  });
});

test("puts the resource into the audience", async () => {
  const { access_token } = await tokenFor({ claims: { resource: ["https://skole.example.no/"] } });
  expect(decodeJwt(access_token).aud).toBe("https://skole.example.no/");
});

test("lets tokens live as long as it was told", async () => {
  const short = await startMaskinporten({
    clients: [{ clientId: "portal", orgNumber: VENDOR, publicJwk: key.publicJwk, scopes: [OWN] }],
    delegations: [],
    tokenLifetime: 30,
  });
  const body = new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: await assertion({ claims: { aud: short.issuer } }),
  });
  const answer = ANSWER.parse(await (await fetch(`${short.issuer}token`, { method: "POST", body })).json());
  await short.close();
  const { iat = 0, exp = 0 } = decodeJwt(answer.access_token);
  expect([answer.expires_in, exp - iat]).toEqual([30, 30]);
});

test.each<[string, Deviation, string, string]>([
  ["another audience", { claims: { aud: "https://maskinporten.no/" } }, "invalid_grant", "MP-110"],
  ["an unknown client", { claims: { iss: "someone" } }, "invalid_grant", "MP-100"],
  ["nbf in the grant", { claims: { nbf: 1 } }, "invalid_grant", "Invalid assertion"],
  ["sub in the grant", { claims: { sub: "portal" } }, "invalid_grant", "Invalid assertion"],
  ["a header without kid", { header: { alg: "RS256" } }, "invalid_grant", "kid"],
  ["an unregistered kid", { header: { alg: "RS256", kid: "other" } }, "invalid_grant", "MP-124"],
  ["a resource that is no array", { claims: { resource: "https://a.example" } }, "invalid_request", "MP-011"],
  ["a consumer_org that is no org number", { claims: { consumer_org: "91" } }, "invalid_request", "MP-011"],
  ["a scope the client lacks", { claims: { scope: "contacts.write" } }, "invalid_scope", "MP-200"],
  ["one missing scope among good ones", { claims: { scope: `${OWN} x.y` } }, "invalid_scope", "MP-200"],
  ["an empty scope", { claims: { scope: "" } }, "invalid_scope", "MP-200"],
  [
    "consumer_org equal to the own organisation",
    { claims: { consumer_org: VENDOR } },
    "invalid_request",
    "consumer_org",
  ],
])("refuses %s", async (_what, deviation, error, text) => {
  const refusal = await refusalOf(deviation);
  expect(refusal.error).toBe(error);
  expect(refusal.error_description).toContain(text);
});

test("refuses the issuer without its slash as audience", async () => {
  const refusal = await refusalOf({ claims: { aud: maskinporten.origin } });
  expect(refusal.error_description).toContain("MP-110");
});

test("refuses the token address as audience", async () => {
  const refusal = await refusalOf({ claims: { aud: `${maskinporten.issuer}token` } });
  expect(refusal.error_description).toContain("MP-110");
});

test("refuses an audience in an array", async () => {
  const refusal = await refusalOf({ claims: { aud: [maskinporten.issuer] } });
  expect(refusal.error_description).toContain("MP-110");
});

test("refuses a signature by a key that is not registered", async () => {
  expect((await refusalOf({ signWith: other })).error_description).toContain("MP-124");
});

test("refuses a grant issued more than ten seconds ahead", async () => {
  const refusal = await refusalOf({ claims: { iat: seconds(15), exp: seconds(60) } });
  expect(refusal.error_description).toContain("Issue time is after now");
});

test("accepts a grant issued within ten seconds of its clock", async () => {
  const answer = await post(await assertion({ claims: { iat: seconds(-8), exp: seconds(60) } }));
  expect(answer.status).toBe(200);
});

test("refuses a grant issued more than ten seconds ago", async () => {
  const refusal = await refusalOf({ claims: { iat: seconds(-15), exp: seconds(60) } });
  expect(refusal.error_description).toContain("MP-130");
});

test("refuses a grant that lives longer than 120 seconds", async () => {
  const refusal = await refusalOf({ claims: { iat: seconds(0), exp: seconds(121) } });
  expect(refusal.error_description).toContain("MP-130");
});

test("refuses an expired grant", async () => {
  const refusal = await refusalOf({ claims: { iat: seconds(-5), exp: seconds(-1) } });
  expect(refusal.error_description).toContain("MP-130");
});

test("refuses a grant that has been used", async () => {
  const grant = await assertion();
  await post(grant);
  const refusal = REFUSAL.parse(await (await post(grant)).json());
  expect(refusal.error_description).toContain("MP-012");
});

test("refuses a new grant with a used jti", async () => {
  await tokenFor({ claims: { jti: "same" } });
  expect((await refusalOf({ claims: { jti: "same" } })).error_description).toContain("MP-012");
});

test("refuses another grant type", async () => {
  const answer = await post(await assertion(), "client_credentials");
  expect(REFUSAL.parse(await answer.json()).error).toBe("unsupported_grant_type");
});

test("refuses an assertion that is no JWT", async () => {
  expect(REFUSAL.parse(await (await post("no-jwt")).json()).error_description).toContain("MP-011");
});

test("refuses on behalf of an organisation that has not delegated", async () => {
  const claims = { scope: DELEGATED, consumer_org: "930000000" };
  expect(await refusalOf({ claims }, 403)).toMatchObject({
    error: "forbidden",
    error_description: expect.stringContaining("MP-251"),
  });
});

test("refuses a scope that is not the delegated one", async () => {
  const claims = { scope: OWN, consumer_org: MUNICIPALITY };
  expect((await refusalOf({ claims }, 403)).error_description).toContain("MP-251");
});

test("refuses from the moment the delegation is withdrawn", async () => {
  const claims = { scope: DELEGATED, consumer_org: MUNICIPALITY };
  await tokenFor({ claims });
  maskinporten.revokeDelegation({ consumer: MUNICIPALITY, supplier: VENDOR, scope: DELEGATED });
  expect((await refusalOf({ claims }, 403)).error_description).toContain("MP-251");
});

test("says MP-121 when the registered key is past its year", async () => {
  maskinporten.faults.set({ keyExpired: true });
  expect((await refusalOf({})).error_description).toContain("MP-121");
});

test("says no more of a key that is not registered than it is told to", async () => {
  maskinporten.faults.set({ unknownKey: "no code" });
  const header = { alg: "RS256", kid: "other" };
  const refusal = await refusalOf({ header });
  expect(refusal).toEqual({ error: "invalid_grant", error_description: "Invalid assertion." });
  expect((await refusalOf({ signWith: other })).error_description).toContain("MP-124");
});

test("answers 503 until the fault is cleared", async () => {
  maskinporten.faults.set({ status: 503 });
  expect((await post(await assertion())).status).toBe(503);
  maskinporten.faults.clear();
  expect((await post(await assertion())).status).toBe(200);
});

test("closes while a token request hangs", async () => {
  maskinporten.faults.set({ hang: true });
  const hanging = post(await assertion());
  await vi.waitUntil(() => maskinporten.tokenRequests === 1);
  await Promise.all([expect(hanging).rejects.toThrow("fetch failed"), maskinporten.close()]);
});

test("counts token requests, also refused ones", async () => {
  await tokenFor();
  await refusalOf({ claims: { scope: "x" } });
  expect(maskinporten.tokenRequests).toBe(2);
});

test("issues tokens its own key set verifies before and after a change of keys", async () => {
  const verify = verifyMaskinportenToken({ issuer: maskinporten.issuer, jwks: maskinporten.jwksUri });
  const before = await tokenFor();
  await maskinporten.rotateKeys();
  const after = await tokenFor();
  const verdicts = [before, after].map(({ access_token }) =>
    verify(`Bearer ${access_token}`, { anyScope: [OWN] }),
  );
  expect(await Promise.all(verdicts)).toMatchObject([{ ok: true }, { ok: true }]);
});

test("a reset gives back a withdrawn delegation", async () => {
  const row = { consumer: MUNICIPALITY, supplier: VENDOR, scope: DELEGATED };
  maskinporten.revokeDelegation(row);
  maskinporten.reset();
  const answer = await tokenFor({ claims: { scope: DELEGATED, consumer_org: MUNICIPALITY } });
  expect(answer.scope).toBe(DELEGATED);
});

test("a reset lets no used grant in again", async () => {
  const grant = await assertion();
  await post(grant);
  maskinporten.reset();
  expect((await post(grant)).status).toBe(400);
});

test("says that a delegation is missing with the status it is told", async () => {
  maskinporten.faults.set({ forbiddenStatus: 400 });
  const refusal = await refusalOf({ claims: { scope: DELEGATED, consumer_org: "930000000" } }, 400);
  expect(refusal.error_description).toContain("MP-251");
});

test("shortens the life of new tokens while told so", async () => {
  maskinporten.faults.set({ tokenLifetime: 5 });
  const { access_token, expires_in } = await tokenFor();
  const { iat = 0, exp = 0 } = decodeJwt(access_token);
  expect([expires_in, exp - iat]).toEqual([5, 5]);
});
