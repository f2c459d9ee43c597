import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createUpstreamClient, type UpstreamClient } from "./upstream-client.ts";

const MEGABYTE = Buffer.alloc(1024 * 1024, " ");

let server: Server;
let client: UpstreamClient;
let sent: number;

/** Goes on until the client hangs up, or far past what it may take. */
async function flood(write: (chunk: Buffer) => Promise<boolean>): Promise<void> {
  while (sent < 64 && (await write(MEGABYTE))) sent += 1;
}

beforeEach(async () => {
  sent = 0;
  server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    void flood(
      (chunk) =>
        new Promise((resolve) => {
          response.once("close", () => resolve(false));
          response.write(chunk, (error) => resolve(error === null || error === undefined));
        }),
    ).then(() => response.end());
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

test("takes no more than eight megabytes of an endless answer (OB4)", async () => {
  const answer = await client.send({ method: "get", path: ["v1", "capabilities"] });
  expect(answer).toEqual({
    ok: false,
    failure: { upstream: "register", kind: "contract", status: 200, reason: "body too large" },
  });
  expect(sent).toBeLessThan(32);
});
