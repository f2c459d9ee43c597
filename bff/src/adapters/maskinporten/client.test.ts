import { generateKeyPairSync } from "node:crypto";
import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clientKey } from "../testing/client-key.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "../testing/test-server.ts";
import { createMachineTokens, type MachineTokens } from "./client.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY = clientKey(privateKey, "portal-2026");
const NEED = { scope: "krr:global/kontaktinfo.read", consumerOrg: "910000001" };

let server: TestServer;
let now: number;
let tokens: MachineTokens;
let issuer: string;

beforeEach(async () => {
  now = Date.parse("2026-11-22T09:00:00.000Z");
  server = await startTestServer();
  server.answer(() => issued(120));
  // With the slash that Maskinporten's own issuer ends with.
  issuer = `${server.url}/`;
  const clock = () => new Date(now);
  tokens = createMachineTokens({ issuer, clientId: "portal", keys: [KEY], clock, budgetMs: 1500 });
});
afterEach(() => server.close());

let numberOfTokens = 0;
function issued(seconds: number): Answer {
  numberOfTokens += 1;
  return {
    body: { access_token: `token-${String(numberOfTokens)}`, token_type: "Bearer", expires_in: seconds },
  };
}

function assertionOf(request: SeenRequest | undefined): string {
  return new URLSearchParams(request?.body).get("assertion") ?? "";
}

describe("a grant", () => {
  it("is sent as a form to the token endpoint, without any other authentication (C.2)", async () => {
    await tokens.token(NEED);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/token" });
    expect(request?.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/);
    expect(request?.headers.authorization).toBeUndefined();
    const form = new URLSearchParams(request?.body);
    expect([...form.keys()]).toEqual(["grant_type", "assertion"]);
    expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  });

  it("holds exactly the claims that Maskinporten knows (C.2)", async () => {
    await tokens.token({ ...NEED, resource: "https://school.example" });
    const assertion = assertionOf(server.requests[0]);
    expect(decodeProtectedHeader(assertion)).toEqual({ alg: "RS256", kid: "portal-2026" });
    const issuedAt = now / 1000;
    expect(decodeJwt(assertion)).toEqual({
      aud: issuer,
      iss: "portal",
      scope: NEED.scope,
      consumer_org: "910000001",
      resource: ["https://school.example"],
      iat: issuedAt,
      exp: expect.any(Number),
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
    });
    const { exp = 0 } = decodeJwt(assertion);
    expect(exp - issuedAt).toBeGreaterThan(10);
    expect(exp - issuedAt).toBeLessThanOrEqual(120);
  });

  it("names neither municipality nor resource where the need has none", async () => {
    await tokens.token({ scope: "contacts.read" });
    expect(Object.keys(decodeJwt(assertionOf(server.requests[0]))).sort()).toEqual([
      "aud",
      "exp",
      "iat",
      "iss",
      "jti",
      "scope",
    ]);
  });

  it("is signed with the client's key", async () => {
    await tokens.token(NEED);
    const key = await importJWK(publicKey.export({ format: "jwk" }), "RS256");
    const verified = jwtVerify(assertionOf(server.requests[0]), key, { currentDate: new Date(now) });
    await expect(verified).resolves.toBeDefined();
  });

  it("has an id of its own each time (MP-012)", async () => {
    server.answer(() => ({ status: 503 }));
    await tokens.token(NEED);
    await tokens.token(NEED);
    const ids = server.requests.map((request) => decodeJwt(assertionOf(request)).jti);
    expect(new Set(ids).size).toBe(2);
  });
});

describe("a token", () => {
  it("is fetched once for a hundred needs at the same time", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => tokens.token(NEED)));
    expect(server.requests).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.ok && answer.value)).size).toBe(1);
  });

  it("is used again while it has life left, and renewed before it ends", async () => {
    await tokens.token(NEED);
    now += 107_000;
    await tokens.token(NEED);
    expect(server.requests).toHaveLength(1);
    now += 2000;
    await tokens.token(NEED);
    expect(server.requests).toHaveLength(2);
  });

  it("is renewed ten seconds early at least", async () => {
    server.answer(() => issued(30));
    await tokens.token(NEED);
    now += 21_000;
    await tokens.token(NEED);
    expect(server.requests).toHaveLength(2);
  });

  it("serves no other need", async () => {
    const other = await tokens.token({ ...NEED, consumerOrg: "920000002" });
    const own = await tokens.token(NEED);
    expect(server.requests).toHaveLength(2);
    expect(own).not.toEqual(other);
  });

  it("serves the same scopes in another order", async () => {
    await tokens.token({ scope: "contacts.read contacts.write" });
    await tokens.token({ scope: "contacts.write contacts.read" });
    expect(server.requests).toHaveLength(1);
  });

  it("is fetched anew after it was refused", async () => {
    const first = await tokens.token(NEED);
    tokens.drop(NEED, first.ok ? first.value : "");
    expect(await tokens.token(NEED)).not.toEqual(first);
  });

  it("is fetched anew once when two calls were refused with the same one", async () => {
    const first = await tokens.token(NEED);
    const refused = first.ok ? first.value : "";
    tokens.drop(NEED, refused);
    await tokens.token(NEED);
    tokens.drop(NEED, refused);
    await tokens.token(NEED);
    expect(server.requests).toHaveLength(2);
  });
});

const refuse = () =>
  server.answer(() => ({
    status: 400,
    body: { error: "invalid_grant", error_description: "Unauthorized scope (MP-110)" },
  }));
const tokensWith = (refusalLivesMs: number) =>
  createMachineTokens({
    issuer,
    clientId: "portal",
    keys: [KEY],
    clock: () => new Date(now),
    budgetMs: 1500,
    refusalLivesMs,
  });

describe("a grant that was refused (UP7)", () => {
  it("is not asked for again for a while, by however many, and each is told Maskinporten's own code", async () => {
    refuse();
    const patient = tokensWith(60_000);
    await patient.token(NEED);
    const answers = await Promise.all(Array.from({ length: 100 }, () => patient.token(NEED)));
    expect(server.requests).toHaveLength(1);
    expect(new Set(answers.map((answer) => (answer.ok ? null : answer.failure.reason)))).toEqual(
      new Set(["invalid_grant MP-110"]),
    );
  });

  it("keeps nobody from other tokens", async () => {
    refuse();
    const patient = tokensWith(60_000);
    await patient.token(NEED);
    server.answer(() => issued(120));
    expect(await patient.token({ ...NEED, consumerOrg: "910000002" })).toMatchObject({ ok: true });
  });

  it("is asked for anew, with a grant of its own, when the while is over", async () => {
    refuse();
    const patient = tokensWith(50);
    await patient.token(NEED);
    server.answer(() => issued(120));
    await vi.waitFor(async () => expect(await patient.token(NEED)).toMatchObject({ ok: true }));
    const ids = server.requests.map((request) => decodeJwt(assertionOf(request)).jti);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("an answer of Maskinporten", () => {
  it.each([
    [400, "invalid_grant", "Invalid assertion. Invalid JWT claim aud (MP-110)", "invalid_grant MP-110"],
    [403, "forbidden", "Consumer has not delegated the scope (MP-251)", "forbidden MP-251"],
    [400, "invalid_request", "no code here", "invalid_request"],
  ])(
    "with %i %s is a refusal that is not repeated, with its code for the log",
    async (status, error, text, reason) => {
      server.answer((request) => ({
        status,
        body: { error, error_description: `${text} ${assertionOf(request)}` },
      }));
      const answer = await tokens.token(NEED);
      expect(answer).toEqual({
        ok: false,
        failure: { upstream: "maskinporten", kind: "refused", status, reason },
      });
      expect(server.requests).toHaveLength(1);
      expect(JSON.stringify(answer)).not.toContain("eyJ");
    },
  );

  it("with an error that is no code says so, and passes nothing of it on", async () => {
    server.answer((request) => ({ status: 400, body: { error: assertionOf(request) } }));
    expect(JSON.stringify(await tokens.token(NEED))).not.toContain("eyJ");
  });

  const broken: [string, Answer, object][] = [
    ["503", { status: 503, body: "<html></html>" }, { kind: "unavailable", status: 503 }],
    ["HTML with 200", { body: "<html></html>" }, { kind: "contract", status: 200 }],
    ["no token", { body: { expires_in: 120 } }, { kind: "contract" }],
    ["no lifetime", { body: { access_token: "x" } }, { kind: "contract" }],
    ["silence", "silence", { kind: "timeout" }],
  ];
  it.each(broken)("with %s is a failure and not remembered", async (_what, answer, failure) => {
    server.answer(() => answer);
    expect(await tokens.token(NEED)).toMatchObject({ ok: false, failure });
    server.answer(() => issued(120));
    expect((await tokens.token(NEED)).ok).toBe(true);
  });

  it("with a redirect takes the assertion nowhere else (OB2)", async () => {
    const elsewhere = await startTestServer();
    server.answer(() => ({ status: 307, headers: { Location: `${elsewhere.url}/token` } }));
    expect((await tokens.token(NEED)).ok).toBe(false);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });
});
