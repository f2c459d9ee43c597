import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface BreakableConnection {
  /** The server's address through this connection. */
  readonly url: string;
  /** Ends every connection without a word of the protocol, as a failing network does. */
  cut(): void;
  close(): Promise<void>;
}

/** A way to a Postgres server that a test can cut. */
export async function createBreakableConnection(serverUrl: string): Promise<BreakableConnection> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = new URL(serverUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address.port);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    async close() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
