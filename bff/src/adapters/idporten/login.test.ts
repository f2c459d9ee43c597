import { setTimeout as wait } from "node:timers/promises";
import { inspect } from "node:util";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { IdentityProvider, LoginTransaction } from "../../ports/identity-provider.ts";
import { KARI } from "../../ports/testing/people.ts";
import {
  CLIENT_ID,
  PORTAL_KEY,
  startIdportenServer,
  type IdportenServer,
} from "../testing/idporten-server.ts";
import { createIdporten } from "./client.ts";

const ORIGIN = "https://minprofil.example.no";

const OPTIONS = {
  clientId: CLIENT_ID,
  keys: [PORTAL_KEY],
  outboundHosts: null,
  acceptedAcr: ["idporten-loa-substantial", "idporten-loa-high"],
  acceptTestId: false,
  publicOrigin: ORIGIN,
  callbackPath: "/auth/callback",
  postLogoutPath: "/utlogget",
  clock: () => new Date(),
};

let server: IdportenServer;
let idporten: IdentityProvider;

beforeEach(async () => {
  server = await startIdportenServer();
  idporten = createIdporten({ ...OPTIONS, issuer: server.url });
});
afterEach(() => server.close().catch(() => undefined));

/** What was pushed to ID-porten, in order. */
function pushed(): readonly URLSearchParams[] {
  return server.askedFor("/par").map(({ body }) => new URLSearchParams(body));
}

function callback(parameters: Readonly<Record<string, string>>): URLSearchParams {
  return new URLSearchParams({ iss: server.url, ...parameters });
}

const TRANSACTION: LoginTransaction = {
  state: "the-state",
  nonce: "the-nonce",
  codeVerifier: "v".repeat(43),
};

/** Comes back with a code that ID-porten gives this ID token for. */
async function comeBack(
  claims: Readonly<Record<string, unknown>>,
  tokens: Readonly<Record<string, unknown>> = {},
) {
  const now = Math.floor(Date.now() / 1000);
  const idToken = await server.sign({
    iss: server.url,
    aud: CLIENT_ID,
    sub: "pairwise",
    pid: KARI.reveal(),
    acr: "idporten-loa-high",
    iat: now,
    exp: now + 120,
    nonce: TRANSACTION.nonce,
    sid: "a-sid",
    ...claims,
  });
  const body = { access_token: "an-access-token", token_type: "Bearer", id_token: idToken, ...tokens };
  server.answerAt("/token", () => ({ body }));
  return idporten.finishLogin(callback({ code: "a-code", state: TRANSACTION.state }), TRANSACTION);
}

describe("a log-in that begins", () => {
  it("pushes code flow, PKCE S256, both levels, the language and the least scope, and leads to ID-porten with the request alone (OI1)", async () => {
    const started = await idporten.startLogin({ language: "se" });
    const [request] = pushed();
    expect(request?.get("client_assertion")).toBeTruthy();
    for (const varying of ["client_assertion", "state", "nonce", "code_challenge"]) request?.delete(varying);
    expect(Object.fromEntries(request ?? [])).toEqual({
      client_id: CLIENT_ID,
      redirect_uri: `${ORIGIN}/auth/callback`,
      scope: "openid",
      response_type: "code",
      acr_values: "idporten-loa-substantial idporten-loa-high",
      ui_locales: "se",
      code_challenge_method: "S256",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });
    expect(started.ok && started.redirectTo.href).toBe(
      `${server.url}/authorize?request_uri=urn%3Aidporten%3Aa-request&client_id=${CLIENT_ID}`,
    );
  });

  it("has a state, a nonce and a verifier of its own, of 128 bits at least (OI2)", async () => {
    const started = [
      await idporten.startLogin({ language: "nb" }),
      await idporten.startLogin({ language: "nb" }),
    ];
    const secrets = started.flatMap((start) =>
      start.ok ? [start.transaction.state, start.transaction.nonce, start.transaction.codeVerifier] : [],
    );
    expect(new Set(secrets).size).toBe(6);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url").length).toBeGreaterThanOrEqual(16);
    const challenges = pushed().map((request) => request.get("code_challenge"));
    expect(new Set(challenges).size).toBe(2);
    for (const secret of secrets) expect(challenges).not.toContain(secret);
  });

  it("says who we are by a key, to ID-porten alone, for two minutes at most and once (OI17)", async () => {
    await idporten.startLogin({ language: "nb" });
    await idporten.startLogin({ language: "nb" });
    const assertions = pushed().map((request) => request.get("client_assertion") ?? "");
    for (const assertion of assertions) {
      expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: "RS256", kid: PORTAL_KEY.kid });
      const { iss, sub, aud, iat = 0, exp = Number.POSITIVE_INFINITY } = decodeJwt(assertion);
      expect({ iss, sub, aud }).toEqual({ iss: CLIENT_ID, sub: CLIENT_ID, aud: server.url });
      expect(exp - iat).toBeLessThanOrEqual(120);
    }
    expect(new Set(assertions.map((assertion) => decodeJwt(assertion).jti)).size).toBe(2);
    for (const request of pushed()) expect(request.has("client_secret")).toBe(false);
  });
});

describe("metadata that is not ID-porten's own (OI12)", () => {
  it.each([
    ["issuer", "https://idporten.example"],
    ["authorization_endpoint", "https://evil.example/authorize"],
    ["token_endpoint", "https://evil.example/token"],
    ["pushed_authorization_request_endpoint", "https://evil.example/par"],
    ["jwks_uri", "https://evil.example/jwks"],
    ["end_session_endpoint", "https://evil.example/logout"],
  ])("lets nobody log in or be led anywhere: %s", async (name, address) => {
    server.describeAs({ [name]: address });
    expect(await idporten.startLogin({ language: "nb" })).toMatchObject({
      ok: false,
      failure: "idporten-unavailable",
    });
    expect(pushed()).toEqual([]);
    expect(await idporten.logoutUrl()).toBeNull();
    expect(await idporten.logoutPageOrigin()).toBeNull();
  });

  it("is not remembered: once it is right, people log in", async () => {
    server.describeAs({ issuer: "https://idporten.example" });
    await idporten.startLogin({ language: "nb" });
    server.describeAs({});
    await expect
      .poll(() => idporten.startLogin({ language: "nb" }), { timeout: 5000 })
      .toMatchObject({ ok: true });
  });
});

describe("a log-in that is over", () => {
  it("leaves nothing of ID-porten's tokens behind: no access token, no refresh token, no ID token (LO16)", async () => {
    const login = await comeBack({}, { refresh_token: "a-refresh-token", refresh_token_expires_in: 600 });
    expect(login).toMatchObject({ ok: true, identity: { sid: "a-sid", acr: "idporten-loa-high" } });
    expect(Object.keys(login.ok ? login.identity : {}).sort()).toEqual(["acr", "nationalId", "sid"]);
    const everything = inspect([login, idporten], { depth: null, showHidden: true });
    expect(everything).not.toMatch(/an-access-token|a-refresh-token|eyJ/);
  });

  it.each([
    ["that ID-porten's user cancelled", "access_denied", "login-cancelled"],
    ["that ID-porten failed at", "server_error", "idporten-unavailable"],
    ["that ID-porten refused", "invalid_request", "login-rejected"],
  ])(
    "%s says so in a word of ours, and takes along nothing of what came with it (OI7, OI8)",
    async (_what, error, failure) => {
      const text = "<script>alert(1)</script>\u001b[31m\r\nLocation: https://evil.example";
      const back = callback({ error, error_description: text, state: TRANSACTION.state });
      expect(await idporten.finishLogin(back, TRANSACTION)).toEqual({ ok: false, failure, reason: error });
    },
  );

  it.each([
    ["29 seconds ahead of ours", 29, true],
    ["29 seconds behind ours at its end", -149, true],
    ["a minute ahead of ours", 60, false],
    ["a minute behind ours at its end", -180, false],
  ])("is judged by a clock that may be half a minute off: %s (TM1)", async (_what, seconds, ok) => {
    const iat = Math.floor(Date.now() / 1000) + seconds;
    expect((await comeBack({ iat, exp: iat + 120 })).ok).toBe(ok);
  });
});

describe("the way to ID-porten's own logout", () => {
  it("names us and the page to come back to, with a state and without the ID token (LO1)", async () => {
    const url = await idporten.logoutUrl();
    expect(url?.origin).toBe(server.url);
    const { state, ...named } = Object.fromEntries(url?.searchParams ?? []);
    expect(named).toEqual({ client_id: CLIENT_ID, post_logout_redirect_uri: `${ORIGIN}/utlogget` });
    expect(Buffer.from(state ?? "", "base64url").length).toBeGreaterThanOrEqual(16);
  });

  it("is none where ID-porten's page is down (LO5)", async () => {
    server.answerAt("/logout", () => ({ status: 503 }));
    expect(await idporten.logoutUrl()).toBeNull();
  });

  it.each([
    ["answers us with an error", { status: 500 }],
    ["takes no such question", { status: 405 }],
    ["is silent towards us", "silence"],
  ] as const)("leads there where the page %s, as it may serve her browser (LO5)", async (_how, answer) => {
    server.answerAt("/logout", () => answer);
    expect((await idporten.logoutUrl())?.pathname).toBe("/logout");
  });

  it("is none where the metadata takes longer than a person waits who wants to leave (LO5)", async () => {
    server.answer(() => "silence");
    const order: unknown[] = [];
    await Promise.all([
      idporten.startLogin({ language: "nb" }).then(({ ok }) => order.push({ ok })),
      idporten.logoutUrl().then((url) => order.push(url)),
    ]);
    expect(order).toEqual([null, { ok: false }]);
  });

  it("waits for metadata that takes its time, also after a first try that failed", async () => {
    server.answerAt("/.well-known/openid-configuration", () => ({ status: 500 }));
    expect(await idporten.logoutUrl()).toBeNull();
    server.answerAt("/.well-known/openid-configuration", async () => {
      await wait(800);
      return server.description();
    });
    await expect.poll(() => idporten.logoutUrl(), { timeout: 5000, interval: 1100 }).not.toBeNull();
    expect(server.askedFor("/.well-known/openid-configuration")).toHaveLength(2);
  });

  it("is told unasked where its host is not among those that may be asked", async () => {
    server.describeAs({ end_session_endpoint: "http://[::1]/logout" });
    idporten = createIdporten({
      ...OPTIONS,
      issuer: server.url,
      outboundHosts: [new URL(server.url).hostname],
    });
    expect((await idporten.logoutUrl())?.origin).toBe("http://[::1]");
  });

  it("is none where nobody is there any more (LO5)", async () => {
    await idporten.logoutPageOrigin();
    await server.close();
    expect(await idporten.logoutUrl()).toBeNull();
  });
});
