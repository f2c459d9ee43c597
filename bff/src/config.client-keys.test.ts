import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { configOf, DEMO, faultsOf, JWK, PRODUCTION } from "./testing/environments.ts";

const OTHER = { ...JWK, kid: "k2", exp: 1_800_000_000 };
const NAMES = ["IDPORTEN_CLIENT_JWK", "MASKINPORTEN_CLIENT_JWK"];

function keysOf(value: unknown) {
  const { keys } = configOf({ ...DEMO, IDPORTEN_CLIENT_JWK: JSON.stringify(value) }).idporten;
  return keys.map(({ kid, exp = null }) => [kid, exp]);
}

describe("client keys", () => {
  test("are one JWK, a JWK set or a list, in the order in which they stand", () => {
    expect(keysOf(JWK)).toEqual([["k1", null]]);
    expect(keysOf({ keys: [OTHER, JWK] })).toEqual([
      ["k2", 1_800_000_000],
      ["k1", null],
    ]);
    expect(keysOf([JWK, OTHER])).toEqual([
      ["k1", null],
      ["k2", 1_800_000_000],
    ]);
  });

  test.each([
    ["none in a set", { keys: [] }, "IDPORTEN_CLIENT_JWK must be a JWK, or a set of at least one"],
    [
      "six",
      Array.from({ length: 6 }, (_, n) => ({ ...JWK, kid: `k${String(n)}` })),
      "IDPORTEN_CLIENT_JWK may hold 5 keys",
    ],
    ["two of one name", [JWK, JWK], "IDPORTEN_CLIENT_JWK must have distinct kids"],
    [
      "a second one that is public",
      [JWK, { ...OTHER, d: undefined }],
      "IDPORTEN_CLIENT_JWK[1].d is missing (the key must be private)",
    ],
    ["an age in words", { ...JWK, exp: "next year" }, "IDPORTEN_CLIENT_JWK.exp must be whole seconds"],
    ["an age in parts of seconds", { ...JWK, iat: 1.5 }, "IDPORTEN_CLIENT_JWK.iat must be whole seconds"],
    [
      "a name of 65 letters",
      { ...JWK, kid: "k".repeat(65) },
      "IDPORTEN_CLIENT_JWK.kid may be 64 characters long",
    ],
  ])("are refused: %s", (_what, value, fault) => {
    expect(faultsOf({ ...DEMO, IDPORTEN_CLIENT_JWK: JSON.stringify(value) })).toEqual([fault]);
  });

  test.each(NAMES)("%s is demanded in production (KR5)", (name) => {
    expect(faultsOf({ ...PRODUCTION, [name]: undefined })).toEqual([`${name} is missing`]);
  });

  test.each(NAMES)("%s of 1024 bits is refused by name, without its value (KR5)", (name) => {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const weak = { ...privateKey.export({ format: "jwk" }), kid: "weak" };
    expect(faultsOf({ ...PRODUCTION, [name]: JSON.stringify(weak) })).toEqual([
      `${name} is no RSA key of 2048 bits or more`,
    ]);
  });

  test("are the only means by which the portal proves who it is: there is no shared secret to configure (OI17)", () => {
    const secret = "s3cr3t-5up3r";
    const env = { ...PRODUCTION, IDPORTEN_CLIENT_SECRET: secret, MASKINPORTEN_CLIENT_SECRET: secret };
    expect(JSON.stringify(configOf(env))).not.toContain(secret);
  });
});
