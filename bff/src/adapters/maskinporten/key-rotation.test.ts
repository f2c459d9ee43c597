import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ClientKey } from "../../platform/client-keys.ts";
import { newClientKey } from "../testing/client-key.ts";
import { startTestServer, type Answer, type SeenRequest, type TestServer } from "../testing/test-server.ts";
import { createMachineTokens, type MachineTokens } from "./client.ts";

const NEED = { scope: "krr:global/kontaktinfo.read" };
const ISSUED = { body: { access_token: "token", expires_in: 120 } };

let first: ClientKey;
let second: ClientKey;
let server: TestServer;
let tokens: MachineTokens;

beforeAll(() => {
  [first, second] = [newClientKey("first"), newClientKey("second")];
});
beforeEach(async () => {
  server = await startTestServer();
  tokens = createMachineTokens({
    issuer: `${server.url}/`,
    clientId: "portal",
    keys: [first, second],
    clock: () => new Date(),
  });
});
afterEach(() => server.close());

const assertionOf = ({ body }: SeenRequest): string => new URLSearchParams(body).get("assertion") ?? "";
const kidOf = (request: SeenRequest): string | undefined => decodeProtectedHeader(assertionOf(request)).kid;
const refusal = (error: string, text: string, status = 400): Answer => ({
  status,
  body: { error, error_description: text },
});
/** Knows the second key alone, and says of any other what it is told to. */
const knowsTheSecond = (answer: Answer) =>
  server.answer((request) => (kidOf(request) === "second" ? ISSUED : answer));

describe("a Maskinporten that refuses the first of two keys", () => {
  it.each([
    ["it has expired", refusal("invalid_grant", "The registered key has expired (MP-121)")],
    ["its signature does not fit", refusal("invalid_grant", "Invalid signature (MP-124)")],
    ["it is not known", refusal("invalid_client", "Client authentication failed", 401)],
    ["the grant is invalid", { status: 400, body: { error: "invalid_grant" } }],
    ["the grant is invalid in words of its own", refusal("invalid_grant", "Invalid assertion. Unknown kid")],
    ["its certificate is another's", refusal("invalid_request", "Wrong organisation (MP-122)")],
  ])("because %s is asked again with the other, which is kept", async (_why, answer) => {
    knowsTheSecond(answer);
    expect((await tokens.token(NEED)).ok).toBe(true);
    expect((await tokens.token({ scope: "contacts.read" })).ok).toBe(true);
    expect(server.requests.map(kidOf)).toEqual(["first", "second", "second"]);
  });

  it("is sent a grant of its own each time (MP-012)", async () => {
    knowsTheSecond(refusal("invalid_grant", "Invalid signature (MP-124)"));
    await tokens.token(NEED);
    const ids = server.requests.map((request) => decodeJwt(assertionOf(request)).jti);
    expect(new Set(ids).size).toBe(2);
  });

  it("with both is a refusal, after one question for each", async () => {
    server.answer(() => refusal("invalid_grant", "The registered key has expired (MP-121)"));
    expect(await tokens.token(NEED)).toMatchObject({
      failure: { kind: "refused", reason: "invalid_grant MP-121" },
    });
    expect(server.requests).toHaveLength(2);
  });
});

it.each([
  ["the client", "invalid_grant", "Client not found (MP-100)"],
  ["the audience", "invalid_grant", "Invalid JWT claim aud (MP-110)"],
  ["the time", "invalid_grant", "The JWT is expired (MP-130)"],
  ["a clock ahead", "invalid_grant", "Invalid assertion. Issue time is after now"],
  ["a grant used before", "invalid_grant", "The JWT grant has been used before (MP-012)"],
  ["the scope", "invalid_scope", "The scope is not registered on the client (MP-200)"],
  ["the delegation", "forbidden", "Consumer has not delegated the scope (MP-251)"],
])("a refusal that concerns %s is not answered with another key", async (_what, error, text) => {
  server.answer(() => refusal(error, text));
  await tokens.token(NEED);
  expect(server.requests).toHaveLength(1);
});
