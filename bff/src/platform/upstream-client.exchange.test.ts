import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "../adapters/testing/test-server.ts";
import { createUpstreamClient, type UpstreamClient } from "./upstream-client.ts";

let server: TestServer;
let client: UpstreamClient;

beforeEach(async () => {
  server = await startTestServer();
  client = createUpstreamClient({ name: "register", baseUrl: `${server.url}/api/`, budgetMs: 5000 });
});
afterEach(() => server.close());

async function headersRead(headers: Record<string, string>) {
  server.answer(() => ({ status: 202, headers, body: {} }));
  const answer = await client.send({ method: "get", path: ["v1"] });
  return answer.ok ? answer.value : null;
}

describe("an answer", () => {
  it("tells how long the upstream wants to be left alone", async () => {
    expect(await headersRead({ "Retry-After": "3" })).toMatchObject({ retryAfterMs: 3000 });
  });

  it("tells where the rest is to be found, as the upstream wrote it", async () => {
    expect(await headersRead({ Location: "/v1/operations/7?x=1" })).toMatchObject({
      location: "/v1/operations/7?x=1",
    });
  });

  it("tells nothing that the upstream did not say", async () => {
    expect(await headersRead({ "Retry-After": "soon" })).toEqual({
      status: 202,
      body: {},
      retryAfterMs: null,
      location: null,
    });
  });
});

describe("a query", () => {
  it("stands behind the path, and cannot add a parameter or leave its place", async () => {
    await client.send({
      method: "get",
      path: ["v1", "persons"],
      query: { limit: "1000", cursor: "a&b=c#/+ é" },
    });
    const { pathname, searchParams } = new URL(server.requests[0]?.path ?? "", server.url);
    expect(pathname).toBe("/api/v1/persons");
    expect([...searchParams]).toEqual([
      ["limit", "1000"],
      ["cursor", "a&b=c#/+ é"],
    ]);
  });

  it("that is empty leaves no trace", async () => {
    await client.send({ method: "get", path: ["v1"], query: {} });
    expect(server.requests[0]?.path).toBe("/api/v1");
  });
});

it("counts every request, answered or not", async () => {
  expect(client.sent()).toBe(0);
  await client.send({ method: "get", path: ["v1"] });
  await client.send({ method: "get", path: ["v1"], deadline: AbortSignal.abort() });
  expect(client.sent()).toBe(2);
});
