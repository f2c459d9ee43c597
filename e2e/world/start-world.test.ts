import { randomUUID } from "node:crypto";
import { importJWK, SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { startWorld } from "./start-world.ts";
import type { World } from "./start-world.ts";
import { withNeeded } from "./world-ports.ts";

const TOKEN = z.object({ access_token: z.string() });
const JWK = z.looseObject({ kty: z.string(), kid: z.string() });

let world: World;
beforeAll(async () => {
  world = await startWorld({ portalOrigin: "http://localhost:3999", ports: "free", households: 40 });
});
beforeEach(() => world.reset());
afterAll(() => world.close());

function setting(name: string): string {
  const value = world.bffEnvironment[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

/** Asks for a token with nothing but what the bff is told. */
async function machineToken(scope: string, consumerOrg?: string): Promise<string> {
  const jwk = JWK.parse(JSON.parse(setting("MASKINPORTEN_CLIENT_JWK")));
  const issuer = setting("MASKINPORTEN_ISSUER");
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({
    scope,
    ...(consumerOrg !== undefined && { consumer_org: consumerOrg }),
  })
    .setProtectedHeader({ alg: "RS256", kid: jwk.kid })
    .setIssuer(setting("MASKINPORTEN_CLIENT_ID"))
    .setAudience(issuer)
    .setIssuedAt(now)
    .setExpirationTime(now + 60)
    .setJti(randomUUID())
    .sign(await importJWK(jwk, "RS256"));
  const body = new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion });
  return TOKEN.parse(await (await fetch(`${issuer}token`, { method: "POST", body })).json()).access_token;
}

async function ask(url: string, token: string, body: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}

test("tells the bff everything that architecture.md names for the outside world", () => {
  expect(Object.keys(world.bffEnvironment).sort()).toEqual([
    "CONTACT_REGISTERS",
    "CONTACT_URL",
    "IDPORTEN_ACR",
    "IDPORTEN_CLIENT_ID",
    "IDPORTEN_CLIENT_JWK",
    "IDPORTEN_ISSUER",
    "KRR_BASE_URL",
    "KRR_GOTO_URL",
    "KRR_MODE",
    "KRR_PROFILE_URL",
    "KRR_SCOPE",
    "LOGINS_PER_MINUTE",
    "MASKINPORTEN_CLIENT_ID",
    "MASKINPORTEN_CLIENT_JWK",
    "MASKINPORTEN_ISSUER",
    "OUTBOUND_HOSTS",
    "PORT",
    "PSEUDONYM_KEY",
    "PUBLIC_ORIGIN",
    "SESSION_KEYS",
    "THEME",
  ]);
});

test("lets the portal look a person up in KRR on behalf of the municipality", async () => {
  const token = await machineToken(setting("KRR_SCOPE"), "910000004");
  const personidentifikatorer = world.people.slice(0, 1).map(({ nationalId }) => nationalId);
  const answer = await ask(`${setting("KRR_BASE_URL")}/rest/v2/personer`, token, { personidentifikatorer });
  expect(await answer.json()).toMatchObject({ personer: [{ status: "AKTIV" }] });
});

test.each([undefined, "910000004"])(
  "lets the portal into both registers, consumer_org %s",
  async (consumerOrg) => {
    const token = await machineToken("contacts.read contacts.write", consumerOrg);
    const nationalIds = world.people.slice(0, 1).map(({ nationalId }) => nationalId);
    for (const register of [world.school, world.kindergarten]) {
      const answer = await ask(`${register.origin}/v1/persons/lookup`, token, { nationalIds });
      expect(await answer.json()).toMatchObject({ persons: [{ name: { given: "Kari" } }] });
    }
  },
);

test("holds the generated households in the registers too", async () => {
  const token = await machineToken("contacts.read");
  const answer = await fetch(`${world.school.origin}/v1/persons?population=active-guardians&limit=1000`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { persons } = z.object({ persons: z.array(z.unknown()) }).parse(await answer.json());
  expect(persons.length).toBeGreaterThan(world.people.length);
});

test("a reset brings back what was changed, in every system", async () => {
  const [kari] = world.people;
  const id = kari?.nationalId ?? "";
  const before = [world.krr.store.find(id)?.mobile?.value, world.school.find(id)[0]?.etag];
  world.krr.store.update(id, (entry) => ({ ...entry, mobile: null }));
  world.school.edit(world.school.find(id)[0]?.entry.personId ?? "", (entry) => ({
    ...entry,
    status: "moved",
  }));
  world.krr.faults.set({ down: true });
  world.reset();
  expect([world.krr.store.find(id)?.mobile?.value, world.school.find(id)[0]?.etag]).toEqual(before);
  expect(world.krr.faults.active).toEqual({});
});

test("after a reset, however long it takes, what came from KRR is as old in the registers as in KRR", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  world.reset();
  vi.setSystemTime(Date.now() + 1000);
  world.krr.reset();
  vi.useRealTimers();
  const id = world.people[0]?.nationalId ?? "";
  const dates = [world.school, world.kindergarten].map(
    (register) => register.find(id)[0]?.entry.contact.mobile.originVerifiedAt,
  );
  const registered = world.krr.store.find(id)?.mobile?.verifiedAt;
  expect(dates).toEqual([registered, registered]);
});

test("a closed world answers nobody", async () => {
  const other = await startWorld({ portalOrigin: "http://localhost:3998", ports: "free" });
  await other.close();
  for (const origin of [
    other.idporten.issuer,
    other.krr.origin,
    other.minprofil.origin,
    other.school.origin,
  ]) {
    await expect(fetch(origin)).rejects.toThrow("fetch failed");
  }
});

test("a system comes with those it cannot do without", () => {
  expect(withNeeded(["school"])).toEqual(["maskinporten", "school"]);
  expect(withNeeded(["minprofil"])).toEqual(["idporten", "maskinporten", "krr", "minprofil"]);
});
