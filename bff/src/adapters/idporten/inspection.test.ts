import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { IDPORTEN_OPTIONS } from "../testing/idporten-options.ts";
import { newClientKey } from "../testing/client-key.ts";
import { idportenAnswer, metadata } from "../testing/idporten-answers.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "../testing/test-server.ts";
import { createIdportenInspection } from "./inspection.ts";

const KEYS = [newClientKey("old"), newClientKey("new")];

let server: TestServer;
let answers: Record<string, Answer>;
let hosts: readonly string[] | null;
let dates: Date[];

beforeEach(async () => {
  server = await startTestServer();
  answers = {};
  hosts = null;
  dates = [];
  server.answer((request) => answers[request.path] ?? idportenAnswer(server.url, request));
});
afterEach(() => server.close());

const METADATA = "/.well-known/openid-configuration";

function inspection() {
  return createIdportenInspection({
    ...IDPORTEN_OPTIONS,
    issuer: server.url,
    keys: KEYS,
    outboundHosts: hosts,
    onDate: (date) => void dates.push(date),
  });
}

describe("ID-porten's metadata", () => {
  it("is told as it stands, with nothing made of what it does not say", async () => {
    const body = { ...metadata(server.url), code_challenge_methods_supported: ["S256"] };
    answers[METADATA] = { body, headers: { date: "Sat, 28 Nov 2026 12:00:00 GMT" } };
    expect(await inspection().metadata()).toMatchObject({
      ok: true,
      value: {
        issuer: server.url,
        foreign: null,
        refusedByUs: [],
        challengeMethods: ["S256"],
        levels: null,
        backChannelLogout: null,
      },
    });
    expect(dates).toEqual([new Date("2026-11-28T12:00:00Z")]);
  });

  it("is told also where it names another issuer, so that somebody can say so", async () => {
    answers[METADATA] = { body: { ...metadata(server.url), issuer: "https://other.no" } };
    expect(await inspection().metadata()).toMatchObject({ ok: true, value: { issuer: "https://other.no" } });
  });

  it("is told with the addresses that are not its own, or that we do not let ourselves ask", async () => {
    hosts = [new URL(server.url).hostname];
    answers[METADATA] = { body: metadata(server.url, { jwks_uri: "https://elsewhere.example/jwks.json" }) };
    expect(await inspection().metadata()).toMatchObject({
      ok: true,
      value: { foreign: "jwks_uri", refusedByUs: ["jwks_uri"] },
    });
    expect(await inspection().signingKeys()).toMatchObject({
      ok: false,
      failure: { kind: "contract", reason: "at jwks_uri" },
    });
  });

  it.each([
    ["a page", { body: "<h1>Vedlikehold</h1>" }, { kind: "contract" }],
    ["a fault of its own", { status: 503 }, { kind: "unavailable", status: 503 }],
    ["no such address", { status: 404 }, { kind: "contract", status: 404 }],
  ])("is a failure where there is %s instead", async (_what, answer, failure) => {
    answers[METADATA] = answer;
    expect(await inspection().metadata()).toMatchObject({ ok: false, failure });
    expect(await inspection().signingKeys()).toMatchObject({ ok: false, failure });
  });
});

describe("ID-porten's keys", () => {
  it("are counted where they can check a signature", async () => {
    const rsa = { kty: "RSA", kid: "1", n: "n", e: "AQAB" };
    const keys = [rsa, { ...rsa, use: "sig" }, { ...rsa, use: "enc" }, { kty: "EC" }, "key"];
    answers["/jwks.json"] = { body: { keys } };
    expect(await inspection().signingKeys()).toEqual({ ok: true, value: 2 });
  });
});

const pushed = () => server.requests.filter(({ path }) => path === "/par");

describe("a key of ours at ID-porten", () => {
  it("is taken where the request of a log-in is, and it alone has signed it", async () => {
    expect(await inspection().pushLogin("new")).toEqual({ ok: true, value: null });
    expect(pushed().map(kidOf)).toEqual(["new"]);
    const form = new URLSearchParams(pushed()[0]?.body);
    expect(form.get("redirect_uri")).toBe("https://portal.example.no/auth/callback");
  });

  it.each([
    ["by code", { status: 401, body: { error: "invalid_client" } }, "invalid_client"],
    [
      "by a challenge",
      { status: 401, headers: { "www-authenticate": 'Bearer error="invalid_client"' } },
      "invalid_client",
    ],
    ["for its return address", { status: 400, body: { error: "invalid_request" } }, "invalid_request"],
  ])("is told to be refused %s", async (_what, answer, reason) => {
    answers["/par"] = answer;
    expect(await inspection().pushLogin("old")).toEqual({
      ok: false,
      failure: { upstream: "idporten", kind: "refused", reason },
    });
    expect(pushed()).toHaveLength(1);
  });

  it.each([
    ["a page", { status: 400, body: "<h1>Vedlikehold</h1>" }],
    ["a text that is no code", { status: 400, body: { error: "15838720231 \u001B[2J" } }],
  ])(
    "is not told to be refused where there is %s instead, and nothing of it is told",
    async (_what, answer) => {
      answers["/par"] = answer;
      const told = await inspection().pushLogin("old");
      expect(told).toMatchObject({ ok: false, failure: { upstream: "idporten" } });
      expect(JSON.stringify(told)).not.toMatch(/1583|Vedlikehold|u001b/i);
    },
  );
});

function kidOf({ body }: SeenRequest): unknown {
  const assertion = new URLSearchParams(body).get("client_assertion") ?? "";
  const header: unknown = JSON.parse(Buffer.from(assertion.split(".")[0] ?? "", "base64url").toString());
  return typeof header === "object" && header !== null && "kid" in header ? header.kid : null;
}
