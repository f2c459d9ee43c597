import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";

/** One address before several processes. */
export interface LoadBalancer {
  /** Every request that comes from now on goes to this port. */
  leadTo(port: number): void;
  close(): Promise<void>;
}

/** Listens on the port that the browser knows, and hands every request on as it came. */
export async function startLoadBalancer(port: number): Promise<LoadBalancer> {
  let target = 0;
  const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { method = "GET", url = "/", headers } = incoming;
    const onward = request({ host: "localhost", port: target, method, path: url, headers }, (answer) => {
      // The next request may have to go elsewhere.
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: "close" });
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    leadTo: (to) => void (target = to),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
