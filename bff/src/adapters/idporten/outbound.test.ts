import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import { SignJWT, generateKeyPair } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ClientKey } from "../../platform/client-keys.ts";
import type { IdentityProvider } from "../../ports/identity-provider.ts";
import { IDPORTEN_OPTIONS } from "../testing/idporten-options.ts";
import { newClientKey } from "../testing/client-key.ts";
import { flood } from "../testing/flood.ts";
import { idportenAnswer, metadata } from "../testing/idporten-answers.ts";
import { startTestServer, type SeenRequest, type TestServer } from "../testing/test-server.ts";
import { createIdporten } from "./client.ts";

const TRANSACTION = { state: "s", nonce: "n", codeVerifier: "v".repeat(43) };
const CALLBACK = new URLSearchParams({ code: "c", state: "s" });

let key: ClientKey;
let server: TestServer;
let logoutToken: string;

beforeAll(async () => {
  key = newClientKey("portal");
  const { privateKey } = await generateKeyPair("RS256");
  // Of the form of a logout token, since no key is fetched for anything else.
  const events = { "http://schemas.openid.net/event/backchannel-logout": {} };
  logoutToken = await new SignJWT({ sid: "sid", jti: "jti", exp: 1, events })
    .setProtectedHeader({ alg: "RS256", kid: "any" })
    .sign(privateKey);
});
beforeEach(async () => {
  server = await startTestServer();
  server.answer((request) => idportenAnswer(server.url, request));
});
afterEach(() => server.close());

function idportenAt(issuer: string, outboundHosts: readonly string[] | null = null): IdentityProvider {
  return createIdporten({ ...IDPORTEN_OPTIONS, issuer, keys: [key], outboundHosts });
}

/** Every question that the portal asks ID-porten by itself, by the path at which it is asked. */
const QUESTIONS: Record<string, (idporten: IdentityProvider) => Promise<unknown>> = {
  "/.well-known/openid-configuration": async (idporten) => (await idporten.startLogin({ language: "nb" })).ok,
  "/par": async (idporten) => (await idporten.startLogin({ language: "nb" })).ok,
  "/token": async (idporten) => {
    const result = await idporten.finishLogin(CALLBACK, TRANSACTION);
    return result.ok ? "logged in" : result.failure;
  },
  "/jwks.json": (idporten) => idporten.verifyLogoutToken(logoutToken, new Date()),
};
const NO_ANSWER: Record<string, unknown> = { "/token": "idporten-unavailable", "/jwks.json": "unavailable" };
const PATHS = Object.keys(QUESTIONS);

const ask = (path: string, idporten: IdentityProvider): Promise<unknown> =>
  QUESTIONS[path]?.(idporten) ?? Promise.reject(new Error("no such question"));

describe("ID-porten's answer", () => {
  it.each(PATHS)("at %s that redirects is a failure, and nobody else is asked (OB2)", async (path) => {
    const elsewhere = await startTestServer();
    const answer = (request: SeenRequest) =>
      request.path === path
        ? { status: 307, headers: { Location: `${elsewhere.url}${path}` } }
        : idportenAnswer(server.url, request);
    server.answer(answer);
    expect(await ask(path, idportenAt(server.url))).toBe(NO_ANSWER[path] ?? false);
    expect(server.requests.map((request) => request.path)).toContain(path);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it.each(PATHS)(
    "at %s without an end is cut, its connection with it, and is a failure (OB4)",
    async (path) => {
      const taken: Promise<number>[] = [];
      const endless = createServer((request: IncomingMessage, response: ServerResponse) => {
        const { method = "", url = "", headers } = request;
        if (url === path) return void taken.push(flood(response));
        const answer = idportenAnswer(addressOf(endless), { method, path: url, headers, body: "" });
        if (typeof answer === "string") return;
        response
          .writeHead(answer.status ?? 200, { "content-type": "application/json" })
          .end(JSON.stringify(answer.body));
      }).listen(0, "127.0.0.1");
      await once(endless, "listening");
      expect(await ask(path, idportenAt(addressOf(endless)))).toBe(NO_ANSWER[path] ?? false);
      const megabytes = await Promise.all(taken);
      expect(megabytes).toHaveLength(1);
      // What lies in the buffers of the machine was sent too; what counts is that it ends.
      expect(Math.max(...megabytes)).toBeLessThan(32);
      endless.closeAllConnections();
      endless.close();
    },
  );
});

describe("an endpoint on a host that may not be asked (OB1)", () => {
  const ENDPOINTS = {
    "/par": "pushed_authorization_request_endpoint",
    "/token": "token_endpoint",
    "/jwks.json": "jwks_uri",
  };

  it.each(Object.entries(ENDPOINTS))(
    "is not asked although the metadata names it: %s",
    async (path, name) => {
      // The same server under another name: it would answer.
      const elsewhere = server.url.replace("127.0.0.1", "localhost");
      const named = metadata(server.url, { [name]: `${elsewhere}${path}` });
      server.answer((request) =>
        request.path.startsWith("/.well-known/") ? { body: named } : idportenAnswer(server.url, request),
      );
      expect(await ask(path, idportenAt(server.url, ["127.0.0.1"]))).toBe(NO_ANSWER[path] ?? false);
      expect(server.requests.map((request) => request.path)).not.toContain(path);
    },
  );

  it("is asked as soon as it is on the list", async () => {
    const idporten = idportenAt(server.url, ["127.0.0.1"]);
    expect((await idporten.startLogin({ language: "nb" })).ok).toBe(true);
  });
});

function addressOf(of: ReturnType<typeof createServer>): string {
  const address = of.address();
  return `http://127.0.0.1:${String(typeof address === "object" ? (address?.port ?? 0) : 0)}`;
}
