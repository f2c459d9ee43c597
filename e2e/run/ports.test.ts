import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { demandFreePort, freePort } from "./ports.ts";

let server: Server | undefined;

afterEach(() => {
  server?.close();
});

describe("demanding a port", () => {
  it("accepts a free one", async () => {
    await expect(demandFreePort(await freePort(), "the portal")).resolves.toBeUndefined();
  });

  it.each(["127.0.0.1", "0.0.0.0"])(
    "names the busy port and who wanted it when something listens on %s",
    async (host) => {
      const port = await freePort();
      server = createServer().listen(port, host);
      await once(server, "listening");
      await expect(demandFreePort(port, "the portal")).rejects.toThrow(
        `Port ${port} is busy, and the portal wants it`,
      );
    },
  );
});
