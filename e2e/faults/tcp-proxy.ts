import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server that a test can break, always in the same manner. */
export interface TcpProxy {
  readonly port: number;
  /** Lets everything through that is connected from now on. */
  pass(): Promise<void>;
  /** Nobody listens any more, and what is connected is cut. */
  refuse(): Promise<void>;
  /** Ends every connection without a word of the protocol; new ones pass. */
  cut(): void;
  /**
   * What is connected stays so and is never answered again, and so does whatever connects from now on: the other end is
   * gone and nobody has said so. What fell silent stays silent also when others pass again.
   */
  fallSilent(): void;
  close(): Promise<void>;
}

/** Promises a way to that port of this machine; it passes at first. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let silent = false;
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    return socket.on("error", () => undefined).on("close", () => open.delete(socket));
  };
  const listener: Server = createServer((near) => {
    keep(near);
    if (silent) {
      near.resume();
      return;
    }
    const far = keep(connect(target, "127.0.0.1"));
    join(near, far);
  });
  const port = await listen(listener, 0);
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port,
    cut,
    async pass() {
      silent = false;
      if (!listener.listening) await listen(listener, port);
    },
    async refuse() {
      if (listener.listening) listener.close();
      cut();
      if (listener.listening) await once(listener, "close");
    },
    fallSilent() {
      silent = true;
      for (const socket of open) socket.emit("silence");
    },
    async close() {
      cut();
      if (!listener.listening) return;
      listener.close();
      await once(listener, "close");
    },
  };
}

/** The same address by way of the proxy. */
export function throughProxy(url: string, { port }: TcpProxy): string {
  const changed = new URL(url);
  changed.hostname = "127.0.0.1";
  changed.port = String(port);
  return changed.href;
}

/** Hands on what comes from either side, until silence falls: then the far end goes, and the near end is told nothing. */
function join(near: Socket, far: Socket): void {
  let silent = false;
  near.on("data", (chunk) => silent || far.write(chunk));
  far.on("data", (chunk) => silent || near.write(chunk));
  near.on("close", () => far.destroy());
  far.on("close", () => silent || near.destroy());
  near.on("silence", () => {
    silent = true;
    far.destroy();
  });
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
