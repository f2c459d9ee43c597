import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** An obstacle on this machine that a person can remove; its message is one sentence saying what to do. */
export class Obstacle extends Error {
  override readonly name = "Obstacle";
}

const loopback = ["127.0.0.1", "::1"];

/** Promises that nothing listens on the port of this machine, or throws an obstacle naming port and wanter. */
export async function demandFreePort(port: number, wanter: string): Promise<void> {
  for (const host of loopback) {
    const code = await tryListen(port, host);
    if (code === "EADDRINUSE")
      throw new Obstacle(
        `Port ${port} is busy, and ${wanter} wants it: end the program that uses it and try again.`,
      );
  }
}

async function tryListen(port: number, host: string): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    return undefined;
  } catch (error) {
    // A machine without IPv6 answers EADDRNOTAVAIL for ::1, which is no obstacle.
    return error instanceof Error && "code" in error ? String(error.code) : undefined;
  } finally {
    server.close();
  }
}

/** Below the ports that systems give to outgoing connections, one of which could take ours before it is used. */
const OWN_PORTS = { from: 15_000, below: 30_000 } as const;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(OWN_PORTS.from, OWN_PORTS.below);
    const faults = await Promise.all(loopback.map((host) => tryListen(port, host)));
    if (!faults.includes("EADDRINUSE")) return port;
  }
}
