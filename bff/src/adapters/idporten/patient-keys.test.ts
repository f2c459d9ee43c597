import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { IdentityProvider } from "../../ports/identity-provider.ts";
import { IDPORTEN_OPTIONS } from "../testing/idporten-options.ts";
import {
  CLIENT_ID,
  PORTAL_KEY,
  startIdportenServer,
  type IdportenServer,
} from "../testing/idporten-server.ts";
import { createIdporten } from "./client.ts";

const EVENTS = { "http://schemas.openid.net/event/backchannel-logout": {} };

let server: IdportenServer;
let idporten: IdentityProvider;
let numberOfTokens = 0;

beforeEach(async () => {
  server = await startIdportenServer();
  idporten = createIdporten({ ...IDPORTEN_OPTIONS, issuer: server.url, keys: [PORTAL_KEY] });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

function logoutToken(claims: Readonly<Record<string, unknown>> = {}, header = {}): Promise<string> {
  numberOfTokens += 1;
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: server.url, aud: CLIENT_ID, iat: now, exp: now + 300, sid: "a-sid", events: EVENTS };
  return server.sign(
    { ...good, jti: `jti-${String(numberOfTokens)}`, ...claims },
    { typ: "logout+jwt", ...header },
  );
}

function minutesLater(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}

async function verified(claims = {}, header = {}, receivedAt = new Date()) {
  return idporten.verifyLogoutToken(await logoutToken(claims, header), receivedAt);
}

describe("ID-porten's keys", () => {
  it.each([
    ["answers 500", () => ({ status: 500 })],
    ["answers with a page", () => ({ body: "<h1>Driftsforstyrrelse</h1>" })],
    ["answers with something else", () => ({ body: { svar: [{ id: 1 }] } })],
  ])("decide as before while their address %s, once they are known (TM5)", async (_what, answer) => {
    await verified();
    server.answerAt("/jwks", answer);
    expect(await verified()).toMatchObject({ sid: "a-sid" });
  });

  it.each([
    ["answers 500", () => ({ status: 500 })],
    ["answers with a page", () => ({ body: "<h1>Driftsforstyrrelse</h1>" })],
    ["answers with something else", () => ({ body: { svar: [{ id: 1 }] } })],
    ["does not answer", () => "silence" as const],
  ])("refuse nothing while they are unknown and their address %s (TM5)", async (_what, answer) => {
    server.answerAt("/jwks", answer);
    expect(await verified()).toBe("unavailable");
  });

  it("refuse no token by an unknown key while it cannot be looked for (TM5)", async () => {
    await verified();
    server.answerAt("/jwks", () => ({ status: 500 }));
    await expect.poll(() => verified({}, { kid: "new" }), { timeout: 5000 }).toBe("unavailable");
  });

  it("are asked for once by a hundred tokens at a time, whether they are had or not (TM4)", async () => {
    const began = performance.now();
    server.answerAt("/jwks", () => ({ status: 500 }));
    for (let times = 0; times < 100; times += 1) expect(await verified()).toBe("unavailable");
    const failing = server.askedFor("/jwks").length;
    expect(failing).toBeLessThanOrEqual(1 + (performance.now() - began) / 1000);
    server.answerAt("/jwks", null);
    await expect.poll(() => verified(), { timeout: 5000 }).toMatchObject({ sid: "a-sid" });
    const started = performance.now();
    await Promise.all(Array.from({ length: 100 }, () => verified({}, { kid: crypto.randomUUID() })));
    const seconds = (performance.now() - started) / 1000;
    expect(server.askedFor("/jwks").length - failing).toBeLessThanOrEqual(3 + seconds);
  });

  it("are not asked for at all because of what cannot be a logout token", async () => {
    const verdicts = await Promise.all([
      idporten.verifyLogoutToken("", new Date()),
      idporten.verifyLogoutToken("a.b.c", new Date()),
      verified({ events: undefined }),
      verified({ sid: undefined, sub: "pairwise" }),
      verified({ nonce: "n" }),
    ]);
    expect(new Set(verdicts)).toEqual(new Set(["refused"]));
    expect(server.requests).toEqual([]);
  });
});

describe("ID-porten's keys a day later", () => {
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    await verified();
    vi.advanceTimersByTime(25 * 60 * 60_000);
  });

  it.each([
    ["answers 500", () => ({ status: 500 })],
    ["answers with something else", () => ({ body: { svar: [{ id: 1 }] } })],
    ["does not answer", () => "silence" as const],
  ])("go on deciding while their address %s (TM5)", async (_what, answer) => {
    server.answerAt("/jwks", answer);
    expect(await verified()).toMatchObject({ sid: "a-sid" });
    expect(await verified()).toMatchObject({ sid: "a-sid" });
    expect(server.askedFor("/jwks")).toHaveLength(2);
    expect(server.askedFor("/.well-known/openid-configuration")).toHaveLength(2);
  });

  it.each([
    ["fails", () => ({ status: 500 })],
    ["is silent", () => "silence" as const],
  ])("go on deciding while the metadata's address %s (TM5)", async (_what, answer) => {
    server.answerAt("/.well-known/openid-configuration", answer);
    expect(await verified()).toMatchObject({ sid: "a-sid" });
  });

  it("are fetched anew, and one that is no longer among them decides nothing (TM3)", async () => {
    server.answerAt("/jwks", () => ({ body: { keys: [] } }));
    expect(await verified()).toBe("refused");
    expect(server.askedFor("/jwks")).toHaveLength(2);
  });

  it("are those of the new address where the metadata names one", async () => {
    server.describeAs({ jwks_uri: `${server.url}/other` });
    expect(await verified()).toBe("unavailable");
    expect(server.askedFor("/other")).toHaveLength(1);
    expect(server.askedFor("/jwks")).toHaveLength(1);
  });
});

it("a key that is published after our clock was put back by an hour is found (TM6)", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  server.answerAt("/jwks", () => ({ body: { keys: [] } }));
  expect(await verified()).toBe("refused");
  vi.setSystemTime(Date.now() - 60 * 60_000);
  server.answerAt("/jwks", null);
  expect(await verified()).toMatchObject({ sid: "a-sid" });
});

describe("the age of a logout token", () => {
  it("counts up to the time at which it came (LO10, LO12)", async () => {
    expect(await verified({}, {}, minutesLater(4))).toMatchObject({ sid: "a-sid" });
    expect(await verified({}, {}, minutesLater(7))).toBe("refused");
  });

  it("is judged with half a minute's patience for its clock, ahead as well as behind (TM1)", async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await verified({ iat: now + 25, exp: now + 325 })).toMatchObject({ sid: "a-sid" });
    expect(await verified({ iat: now + 60, exp: now + 360 })).toBe("refused");
  });
});

it("a logout token has the type of one, and an ID token or an untyped one passes for none (LO13)", async () => {
  expect(await verified({}, { typ: "JWT" })).toBe("refused");
  expect(await verified({}, { typ: undefined })).toBe("refused");
});
