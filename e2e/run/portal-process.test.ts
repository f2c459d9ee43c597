import { describe, expect, it } from "vitest";
import { startServer } from "../world/server.ts";
import { freePort } from "./ports.ts";
import { untilReady } from "./portal-process.ts";
import type { Child } from "./processes.ts";

const running: Pick<Child, "exited" | "stop"> = {
  exited: new Promise(() => undefined),
  stop: () => Promise.resolve(),
};

/** A portal that answers the statuses in turn, and the last of them from then on. */
async function portalAnswering(...statuses: number[]) {
  const asked: string[] = [];
  const server = await startServer({
    handler(request, response) {
      asked.push(request.url ?? "");
      response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500).end();
    },
  });
  return { ...server, asked };
}

describe("waiting for the portal", () => {
  it("asks until the portal says that it is ready", async () => {
    const portal = await portalAnswering(503, 503, 200);
    await untilReady(running, portal.origin);
    await portal.close();
    expect(portal.asked).toEqual(["/readyz", "/readyz", "/readyz"]);
  });

  it("gives up as soon as the portal has ended", async () => {
    const ended: Pick<Child, "exited" | "stop"> = { ...running, exited: Promise.resolve(1) };
    const nobody = `http://localhost:${await freePort()}`;
    await expect(untilReady(ended, nobody)).rejects.toThrow("it ended (exit code 1)");
  });

  it("stops waiting without a complaint when told to end", async () => {
    const nobody = `http://localhost:${await freePort()}`;
    await expect(untilReady(running, nobody, AbortSignal.abort())).resolves.toBeUndefined();
  });
});
