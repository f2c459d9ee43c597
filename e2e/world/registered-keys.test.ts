import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createRegisteredKeys } from "./registered-keys.ts";
import { startWorld, type World } from "./start-world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free", nextKeys: true });
});
beforeEach(() => world.reset());
afterAll(() => world.close());

const kidOf = (jwk: string | undefined): unknown => JSON.parse(jwk ?? "{}").kid;

test("posting keys replaces what was registered, and a reset brings the first one back (B.2)", () => {
  const registered = createRegisteredKeys([{ clientId: "portal", publicJwk: { kid: "a" } }]);
  registered.post("portal", ["b", "c"]);
  expect(["a", "b", "c"].map((kid) => registered.has("portal", kid))).toEqual([false, true, true]);
  registered.reset();
  expect(["a", "b", "c"].map((kid) => registered.has("portal", kid))).toEqual([true, false, false]);
  expect(registered.has("another", "a")).toBe(false);
});

test("the portal begins with one registered key at each, and has another at hand", () => {
  const { IDPORTEN_CLIENT_JWK = "", MASKINPORTEN_CLIENT_JWK = "" } = world.bffEnvironment;
  expect(world.idporten.registered.has("min-profil", kidOf(IDPORTEN_CLIENT_JWK))).toBe(true);
  expect(world.maskinporten.registered.has("min-profil-maskin", kidOf(MASKINPORTEN_CLIENT_JWK))).toBe(true);
  const next = kidOf(world.nextKeys?.IDPORTEN_CLIENT_JWK);
  expect(next).toBe("portal-login-next");
  expect(world.idporten.registered.has("min-profil", next)).toBe(false);
});
