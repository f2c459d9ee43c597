import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { flood } from "../adapters/testing/flood.ts";
import { createUpstreamClient, type UpstreamClient } from "./upstream-client.ts";

let server: Server;
let client: UpstreamClient;
let taken: Promise<number>;

beforeEach(async () => {
  server = createServer((_request, response) => {
    taken = flood(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  client = createUpstreamClient({
    name: "register",
    baseUrl: `http://127.0.0.1:${String(port)}`,
    budgetMs: 5000,
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

test("takes no more than eight megabytes of an endless answer, and ends its connection (OB4)", async () => {
  const answer = await client.send({ method: "get", path: ["v1", "capabilities"] });
  expect(answer).toEqual({
    ok: false,
    failure: { upstream: "register", kind: "contract", status: 200, reason: "body too large" },
  });
  expect(await taken).toBeLessThan(32);
});
