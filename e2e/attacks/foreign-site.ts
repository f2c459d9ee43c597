import { once } from "node:events";
import { createServer } from "node:http";

export interface ForeignSite {
  /** Another site than the portal's, to a browser: 127.0.0.1 and localhost have nothing in common. */
  readonly origin: string;
  show(html: string): void;
  close(): Promise<void>;
}

/** A page that somebody else has put on the net. */
export async function openForeignSite(): Promise<ForeignSite> {
  let shown = "";
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(shown);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin: `http://127.0.0.1:${String(address.port)}`,
    show: (html) => {
      shown = html;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
