import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { startTestServer, type TestServer } from "../adapters/testing/test-server.ts";
import { createUpstreamClient, type UpstreamClient } from "./upstream-client.ts";

const ID = "15838720231";
const REQUEST = {
  method: "post",
  path: ["persons", ID],
  query: { pid: ID },
  headers: { authorization: `Bearer eyJhbGciOiJSUzI1NiJ9.${ID}.sig` },
  json: { nationalId: ID, email: "kari@example.no" },
} as const;

let server: TestServer;
let client: UpstreamClient;

beforeEach(async () => {
  server = await startTestServer();
  client = createUpstreamClient({ name: "register", baseUrl: server.url, budgetMs: 5000 });
});
afterEach(() => server.close());

/** What was found in a value or anything behind it. */
function leaks(value: unknown): readonly string[] {
  const everything = inspect(value, { depth: null, showHidden: true });
  return [ID, "eyJ", "kari@", server.url].filter((secret) => everything.includes(secret));
}

describe("what is told of an upstream's fault", () => {
  it("holds no address, header or body when nobody answers (LG3)", async () => {
    await server.close();
    const answer = await client.send(REQUEST);
    expect(answer).toMatchObject({ ok: false, failure: { kind: "unavailable", upstream: "register" } });
    expect(leaks(answer)).toEqual([]);
  });

  it("holds no address, header or body when the time is up (LG3)", async () => {
    const answer = await client.send({ ...REQUEST, deadline: AbortSignal.abort() });
    expect(answer).toMatchObject({ ok: false, failure: { kind: "timeout" } });
    expect(leaks(answer)).toEqual([]);
  });

  it("holds nothing of an answer that is not of the agreed shape (LG3)", async () => {
    server.answer(() => ({ status: 200, body: { person: { nationalId: ID, email: "kari@example.no" } } }));
    const answer = await client.send(REQUEST);
    if (!answer.ok) throw new Error("the server did not answer");
    const parsed = client.parse(z.object({ person: z.object({ nationalId: z.number() }) }), answer.value);
    expect(parsed).toMatchObject({
      ok: false,
      failure: { kind: "contract", reason: "at person.nationalId" },
    });
    expect(leaks(parsed)).toEqual([]);
  });
});
