import { afterEach, beforeEach, expect, it } from "vitest";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";
import { createTestTokens } from "../testing/test-tokens.ts";
import { sendAuthorized } from "./send-authorized.ts";

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

async function failureOf(status: number, headers: Record<string, string>) {
  server.answer(() => ({ status, headers }));
  const client = createUpstreamClient({ name: "register", baseUrl: server.url, budgetMs: 5000 });
  const need = { scope: "contacts.read" };
  const result = await sendAuthorized(client, createTestTokens(), need, { method: "get", path: ["v1"] });
  return result.ok ? null : result.failure;
}

it("does not wait for a token for somebody who has left, and lets it be fetched for others (UP5)", async () => {
  const client = createUpstreamClient({ name: "register", baseUrl: server.url, budgetMs: 5000 });
  const token = Promise.withResolvers<{ ok: true; value: string }>();
  const tokens = { ...createTestTokens(), token: () => token.promise };
  const caller = new AbortController();
  const request = { method: "get", path: ["v1"], caller: caller.signal } as const;
  const answer = sendAuthorized(client, tokens, { scope: "contacts.read" }, request);
  caller.abort();
  expect(await answer).toEqual({ ok: false, failure: { upstream: "register", kind: "cancelled" } });
  expect(server.requests).toHaveLength(0);
  token.resolve({ ok: true, value: "late" });
});

it.each([429, 503])(
  "passes on how long an upstream that answers %i wants to be left alone",
  async (status) => {
    expect(await failureOf(status, { "Retry-After": "7" })).toEqual({
      upstream: "register",
      kind: "unavailable",
      status,
      retryAfterMs: 7000,
    });
  },
);

it.each([
  ["no time is named", 429, {}],
  ["the time cannot be read", 503, { "Retry-After": "soon" }],
  ["the status has no such header", 500, { "Retry-After": "7" }],
])("names no time where %s", async (_what, status, headers) => {
  expect(await failureOf(status, headers)).toEqual({ upstream: "register", kind: "unavailable", status });
});
