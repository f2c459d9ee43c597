import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `silence`: the connection stays open and nothing comes; `half`: a good beginning, and then nothing. */
export type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | "silence"
  | "half";

export interface TestServer {
  readonly url: string;
  /** Everything that came in, in order. */
  readonly requests: readonly SeenRequest[];
  /** From now on this answers. */
  answer(how: (request: SeenRequest) => Answer | Promise<Answer>): void;
  close(): Promise<void>;
}

/** A real HTTP server on the loopback; a text body is sent as it stands, everything else as JSON. */
export async function startTestServer(): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  let answer: ((request: SeenRequest) => Answer | Promise<Answer>) | null = null;
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method = "", url: path = "", headers } = incoming;
      const request = { method, path, headers, body: await text(incoming) };
      requests.push(request);
      const answered = (await answer?.(request)) ?? { status: 404 };
      if (answered === "silence") return;
      if (answered === "half") {
        outgoing.writeHead(200, { "Content-Type": "application/json" }).write("{");
        return;
      }
      const { body = "" } = answered;
      const plain = typeof body === "string";
      outgoing.writeHead(answered.status ?? 200, {
        "Content-Type": plain ? "text/html" : "application/json",
        ...answered.headers,
      });
      outgoing.end(plain ? body : JSON.stringify(body));
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the test server has no port");
  return {
    url: `http://127.0.0.1:${String(address.port)}`,
    requests,
    answer: (how) => {
      answer = how;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
