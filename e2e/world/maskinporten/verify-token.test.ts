import { SignJWT } from "jose";
import type { JWTPayload } from "jose";
import { beforeAll, expect, test } from "vitest";
import { verifyMaskinportenToken } from "./verify-token.ts";
import { createSigningKey } from "../signing-keys.ts";
import type { SigningKey } from "../signing-keys.ts";

const ISSUER = "http://localhost:1/";
const NEEDED = { anyScope: ["contacts.read", "contacts.write"] };
const GOOD = {
  iss: ISSUER,
  aud: "unspecified",
  token_type: "Bearer",
  scope: "contacts.read",
  consumer: { authority: "iso6523-actorid-upis", ID: "0192:910000000" },
};

let key: SigningKey;
let foreign: SigningKey;
beforeAll(async () => {
  [key, foreign] = await Promise.all([createSigningKey("k"), createSigningKey("k")]);
});

async function verdictOn(claims: JWTPayload, signedBy = key) {
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({ ...GOOD, iat: now, exp: now + 60, ...claims })
    .setProtectedHeader({ alg: "RS256", kid: "k" })
    .sign(signedBy.privateKey);
  return verify()(`Bearer ${token}`, NEEDED);
}

const verify = () => verifyMaskinportenToken({ issuer: ISSUER, jwks: { keys: [key.publicJwk] } });

test("names consumer and scopes of a good token", async () => {
  expect(await verdictOn({})).toEqual({
    ok: true,
    consumer: "910000000",
    supplier: null,
    scopes: ["contacts.read"],
  });
});

test("names the supplier of a delegated token", async () => {
  expect(await verdictOn({ supplier: { ID: "0192:920000000" } })).toMatchObject({ supplier: "920000000" });
});

test.each<[string, JWTPayload]>([
  ["another issuer", { iss: "http://localhost:1" }],
  ["an expired token", { exp: 1 }],
  ["a token without consumer", { consumer: undefined }],
  ["a token of another type", { token_type: "DPoP" }],
])("answers 401 to %s", async (_what, claims) => {
  expect(await verdictOn(claims)).toMatchObject({ ok: false, status: 401 });
});

test("answers 401 to a foreign signature", async () => {
  expect(await verdictOn({}, foreign)).toMatchObject({ ok: false, status: 401 });
});

test("answers 401 without a token", async () => {
  expect(await verify()(undefined, NEEDED)).toMatchObject({ ok: false, status: 401 });
});

test("answers 401 to another scheme", async () => {
  expect(await verify()("Basic YTpi", NEEDED)).toMatchObject({ ok: false, status: 401 });
});

test("answers 403 when every scope asked for is missing", async () => {
  expect(await verdictOn({ scope: "contacts.optout" })).toMatchObject({ ok: false, status: 403 });
});
