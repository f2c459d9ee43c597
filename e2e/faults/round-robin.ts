import { once } from "node:events";
import { Agent, createServer, get, request, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

/** A load balancer of the plainest sort: takes turns among those that say they are ready, and tries nothing twice. */
export interface RoundRobin {
  readonly origin: string;
  /** Resolves when so many of them are ready. */
  untilReady(count: number): Promise<void>;
  close(): Promise<void>;
}

const ASK_EVERY_MS = 100;
/** On a machine with much to do an answer takes its time; who refuses, or says no, is out at once. */
const SILENT_MS = 10_000;

/** Listens on the port that the browser knows. */
export async function startRoundRobin(port: number, backends: readonly number[]): Promise<RoundRobin> {
  // Kept alive, as load balancers do: a request may be on its way while the other end hangs up.
  const agent = new Agent({ keepAlive: true });
  const stopping = new AbortController();
  const ready = new Set<number>();
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    const target = [...ready][turn++ % Math.max(1, ready.size)];
    if (target === undefined) outgoing.writeHead(503, { "x-balancer": "nobody-ready" }).end();
    else handOn(agent, target, incoming, outgoing);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const watching = backends.map(async (backend) => {
    while (!stopping.signal.aborted) {
      if (await isReady(backend)) ready.add(backend);
      else ready.delete(backend);
      await wait(ASK_EVERY_MS);
    }
  });
  return {
    origin: `http://localhost:${String(port)}`,
    async untilReady(count) {
      while (ready.size < count) await wait(ASK_EVERY_MS);
    },
    async close() {
      stopping.abort();
      await Promise.all(watching);
      server.close();
      server.closeAllConnections();
      agent.destroy();
      await once(server, "close");
    },
  };
}

function handOn(agent: Agent, port: number, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method = "GET", url = "/", headers } = incoming;
  const onward = request({ host: "localhost", port, method, path: url, headers, agent }, (answer) => {
    // Said of the connection behind; the one before it goes on.
    const { connection: _behind, ...others } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, { ...others, "x-balancer": String(port) });
    answer.pipe(outgoing);
  });
  onward.on("error", (fault) => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502, { "x-balancer": fault.message }).end();
  });
  incoming.pipe(onward);
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get(
      { host: "localhost", port, path: "/readyz", agent: false, timeout: SILENT_MS },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      },
    );
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(false));
  });
}
