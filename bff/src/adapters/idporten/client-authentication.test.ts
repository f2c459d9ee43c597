import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ClientKey } from "../../platform/client-keys.ts";
import type { IdentityProvider } from "../../ports/identity-provider.ts";
import { IDPORTEN_OPTIONS } from "../testing/idporten-options.ts";
import { newClientKey } from "../testing/client-key.ts";
import { idportenAnswer } from "../testing/idporten-answers.ts";
import { startTestServer, type SeenRequest, type TestServer } from "../testing/test-server.ts";
import { createIdporten } from "./client.ts";

const TRANSACTION = { state: "s", nonce: "n", codeVerifier: "v".repeat(43) };

let first: ClientKey;
let second: ClientKey;
let server: TestServer;
let idporten: IdentityProvider;

beforeAll(() => {
  [first, second] = [newClientKey("first"), newClientKey("second")];
});
beforeEach(async () => {
  server = await startTestServer();
  server.answer((request) => idportenAnswer(server.url, request));
  idporten = createIdporten({ ...IDPORTEN_OPTIONS, issuer: server.url, keys: [first, second] });
});
afterEach(() => server.close());

const formOf = ({ body }: SeenRequest): URLSearchParams => new URLSearchParams(body);
const assertionOf = (request: SeenRequest): string => formOf(request).get("client_assertion") ?? "";
const kidOf = (request: SeenRequest): string | undefined => decodeProtectedHeader(assertionOf(request)).kid;
const signedRequests = (): SeenRequest[] => server.requests.filter(({ method }) => method === "POST");

/** Knows the second key alone (national-registers B.9). */
function knowTheSecondOnly(headers: Record<string, string> = {}): void {
  server.answer((request) =>
    request.method === "POST" && kidOf(request) !== "second"
      ? { status: 401, headers, body: { error: "invalid_client" } }
      : idportenAnswer(server.url, request),
  );
}

describe("the portal's proof to ID-porten of who it is (OI17)", () => {
  it("is an assertion for the issuer alone, named by its key and 120 seconds old at most", async () => {
    await idporten.startLogin({ language: "nb" });
    const [request] = signedRequests();
    const assertion = request === undefined ? "" : assertionOf(request);
    expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: "RS256", kid: "first" });
    const { aud, iss, sub, iat = 0, exp = 0 } = decodeJwt(assertion);
    expect({ aud, iss, sub }).toEqual({ aud: server.url, iss: "portal", sub: "portal" });
    expect(exp - iat).toBeLessThanOrEqual(120);
    expect(exp).toBeGreaterThan(iat);
  });

  it("is another one for every request, at every endpoint", async () => {
    await idporten.startLogin({ language: "nb" });
    await idporten.startLogin({ language: "nb" });
    await idporten.finishLogin(new URLSearchParams({ code: "c", state: "s" }), TRANSACTION);
    const requests = signedRequests();
    expect(requests.map(({ path }) => path)).toEqual(["/par", "/par", "/token"]);
    expect(new Set(requests.map((request) => decodeJwt(assertionOf(request)).jti)).size).toBe(3);
  });

  it("holds no secret, and nothing but the assertion", async () => {
    await idporten.startLogin({ language: "nb" });
    const [request] = signedRequests();
    const form = request === undefined ? new URLSearchParams() : formOf(request);
    expect(form.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    expect(form.get("client_id")).toBe("portal");
    expect(form.has("client_secret")).toBe(false);
    expect(request?.headers.authorization).toBeUndefined();
  });
});

describe("an ID-porten that does not know the first of two keys", () => {
  it.each([
    ["", {}],
    [" and challenges", { "WWW-Authenticate": 'Basic realm="idporten"' }],
  ])("is asked again with the other, which is kept%s", async (_how, headers) => {
    knowTheSecondOnly(headers);
    expect((await idporten.startLogin({ language: "nb" })).ok).toBe(true);
    expect((await idporten.startLogin({ language: "nb" })).ok).toBe(true);
    expect(signedRequests().map(kidOf)).toEqual(["first", "second", "second"]);
  });

  it("is given the code again with the other key, in an assertion of its own", async () => {
    knowTheSecondOnly();
    await idporten.finishLogin(new URLSearchParams({ code: "c", state: "s" }), TRANSACTION);
    const requests = signedRequests();
    expect(requests.map((request) => [request.path, kidOf(request), formOf(request).get("code")])).toEqual([
      ["/token", "first", "c"],
      ["/token", "second", "c"],
    ]);
    expect(new Set(requests.map((request) => decodeJwt(assertionOf(request)).jti)).size).toBe(2);
  });

  it("and that refuses for another reason is not asked again", async () => {
    server.answer((request) =>
      request.method === "POST"
        ? { status: 400, body: { error: "invalid_grant" } }
        : idportenAnswer(server.url, request),
    );
    await idporten.finishLogin(new URLSearchParams({ code: "c", state: "s" }), TRANSACTION);
    expect(signedRequests()).toHaveLength(1);
  });
});
