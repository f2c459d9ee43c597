import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bearerFor } from "./machine-token-in-test.ts";
import { startWorld } from "./start-world.ts";
import type { World } from "./start-world.ts";

const MUNICIPALITY = "910000004";

let world: World;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free" });
});
beforeEach(() => world.reset());
afterAll(() => world.close());

const bearer = () => bearerFor(world, "contacts.read krr:global/kontaktinfo.read", MUNICIPALITY);

async function statusOf(name: "school" | "kindergarten" | "krr", authorization: string) {
  const id = world.people[0]?.nationalId ?? "";
  const [path, body] =
    name === "krr"
      ? ["/rest/v2/personer", { personidentifikatorer: [id] }]
      : ["/v1/persons/lookup", { nationalIds: [id] }];
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(`${world[name].origin}${path}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  return answer.status;
}

describe("Maskinporten with a wrong clock (TM1)", () => {
  test.each([8, -8])(
    "still takes a grant at %i seconds, and dates the token by its own time",
    async (seconds) => {
      world.maskinporten.faults.set({ clockSkew: seconds });
      const { iat = 0, exp = 0 } = decodeJwt((await bearer()).slice("Bearer ".length));
      expect(Math.abs(iat - Date.now() / 1000 - seconds)).toBeLessThan(5);
      expect(exp - iat).toBe(120);
    },
  );

  test.each([
    [-15, "Issue time is after now"],
    [15, "MP-130"],
    [300, "MP-130"],
  ])("refuses a good grant at %i seconds", async (seconds, refusal) => {
    world.maskinporten.faults.set({ clockSkew: seconds });
    await expect(bearer()).rejects.toThrow(refusal);
    world.maskinporten.faults.clear();
    expect(await bearer()).toMatch(/^Bearer /);
  });
});

describe.each(["school", "kindergarten", "krr"] as const)("%s with a wrong clock", (name) => {
  test("takes a good token for an expired one when it is ahead, and takes it again when its clock is right", async () => {
    const good = await bearer();
    world[name].faults.set({ clockSkew: 300 });
    expect(await statusOf(name, good)).toBe(401);
    world[name].faults.set({ clockSkew: -300 });
    expect(await statusOf(name, good)).toBe(200);
    world[name].faults.clear();
    expect(await statusOf(name, good)).toBe(200);
  });
});

describe("ID-porten with a wrong clock", () => {
  test.each([300, -300])("dates logout tokens by it at %i seconds", async (seconds) => {
    world.idporten.faults.set({ clockSkew: seconds });
    const { iat = 0 } = decodeJwt(await world.idporten.signLogoutToken({ aud: "portal", sid: "a-sid" }));
    expect(Math.abs(iat - Date.now() / 1000 - seconds)).toBeLessThan(5);
  });
});

describe("keys that are changed", () => {
  test("are signed with at once, are counted, and a register and KRR follow without a restart (TM3)", async () => {
    const before = await bearer();
    expect(await statusOf("school", before)).toBe(200);
    const rotations = world.maskinporten.keyRotations;
    await world.maskinporten.rotateKeys();
    const after = await bearer();
    expect(world.maskinporten.keyRotations).toBe(rotations + 1);
    for (const token of [before, after])
      expect(await Promise.all([statusOf("school", token), statusOf("krr", token)])).toEqual([200, 200]);
  });

  test("of ID-porten stand first among the published ones, with the replaced ones beside them", async () => {
    const kids = async () => {
      const answer = await fetch(`${world.idporten.issuer}/jwks.json`);
      return [...(await answer.text()).matchAll(/"kid":"([^"]+)"/g)].map(([, kid]) => kid);
    };
    const [current] = await kids();
    await world.idporten.rotateKeys();
    const after = await kids();
    expect(after[0]).not.toBe(current);
    expect(after[1]).toBe(current);
  });
});
