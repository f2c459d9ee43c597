import { afterEach, expect, test } from "vitest";
import { startServer } from "./server.ts";
import type { RunningServer } from "./server.ts";

let server: RunningServer | undefined;
afterEach(async () => {
  await server?.close();
});

test("answers on the origin it names", async () => {
  server = await startServer({ handler: (_request, response) => void response.end("hei") });
  expect(await (await fetch(server.origin)).text()).toBe("hei");
});

test("carries the host name asked for", async () => {
  server = await startServer({
    hostname: "127.0.0.1",
    handler: (request, response) => void response.end(request.headers.host),
  });
  expect(await (await fetch(server.origin)).text()).toBe(`127.0.0.1:${server.port}`);
});

test("closes at once although a request hangs", async () => {
  const arrived = Promise.withResolvers<void>();
  server = await startServer({ handler: () => arrived.resolve() });
  const hanging = fetch(server.origin);
  await arrived.promise;
  await Promise.all([expect(hanging).rejects.toThrow("fetch failed"), server.close()]);
});

test("turns a fault in the handler into 500", async () => {
  server = await startServer({
    handler: () => {
      throw new Error("expected by the test");
    },
  });
  expect((await fetch(server.origin)).status).toBe(500);
});
