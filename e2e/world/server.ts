import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { once } from "node:events";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface ServerOptions {
  /** 0 or absent: any free port. */
  port?: number | undefined;
  /** The name the origin carries. The two are one machine but two sites for a browser. */
  hostname?: "localhost" | "127.0.0.1";
  handler: Handler;
}

export interface RunningServer {
  origin: string;
  port: number;
  /** Ends every open connection, also hanging ones, and frees the port. */
  close(): Promise<void>;
}

/** Listens on loopback only; a fault in the handler answers 500 and never takes the process down. */
export async function startServer({
  port = 0,
  hostname = "localhost",
  handler,
}: ServerOptions): Promise<RunningServer> {
  const server = createServer((request, response) => {
    void serve(handler, request, response);
  });
  server.listen({ port, host: "127.0.0.1" });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no TCP address");
  return {
    origin: `http://${hostname}:${address.port}`,
    port: address.port,
    async close() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await handler(request, response);
  } catch (fault) {
    fail(response, fault);
  }
}

function fail(response: ServerResponse, fault: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // The answer stays bare; the stack goes to the one who runs the world.
  process.emitWarning(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  response.writeHead(500, { "content-type": "text/plain" }).end("simulated world: handler failed");
}
