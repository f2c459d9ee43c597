import { request as ask } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { NotedRequest } from "./request-log.ts";
import { startServer } from "./server.ts";
import type { Handler } from "./server.ts";
import type { HalfAnswer, UpstreamFault } from "./upstream-faults.ts";

interface PartialAnswer {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What answers when nothing is in its way. */
  readonly answer: Handler;
  readonly fault: UpstreamFault;
  readonly noted: NotedRequest;
}

interface WholeAnswer {
  readonly status: number;
  readonly head: readonly string[];
  readonly body: Buffer;
}

/** How a message tells where it ends; what comes in part says that anew. */
const FRAMING = new Set(["content-length", "transfer-encoding", "connection", "keep-alive"]);

/** Has the request carried out, and lets of the answer come what the fault leaves, byte by byte as Node would write it. */
export async function answerInPart({ request, response, answer, fault, noted }: PartialAnswer) {
  const whole = await askAside(request, response, answer);
  if (whole === null || request.socket.destroyed) return;
  noted.begun(whole.status);
  const { half, drip } = fault;
  const announced = half === "cut" ? [] : [`content-length: ${whole.body.byteLength}`];
  const lines = [...whole.head, ...announced, "connection: close"];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  const kept = partOf(head, whole.body, half);
  await send(request.socket, kept, drip);
  if (half === undefined) noted.answered();
  await end(request.socket, half);
}

/** The answer as it is given over a connection that nobody disturbs; null when the asker leaves before it comes. */
async function askAside(
  request: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
): Promise<WholeAnswer | null> {
  const aside = await startServer({ handler });
  const { method = "GET", url: path = "/", rawHeaders } = request;
  const asked = ask({ host: "127.0.0.1", port: aside.port, agent: false, method, path, headers: rawHeaders });
  response.once("close", () => asked.destroy());
  try {
    const came = new Promise<IncomingMessage>((resolve, reject) => {
      asked.once("response", resolve).once("error", reject);
    });
    // An answer may come before all of the question has been read.
    const [answer] = await Promise.all([came, pipeline(request, asked).catch(() => undefined)]);
    return { ...headOf(answer), body: await buffer(answer) };
  } catch {
    return null;
  } finally {
    await aside.close();
  }
}

function headOf({ statusCode = 200, statusMessage = "", rawHeaders }: IncomingMessage) {
  const lines = rawHeaders.flatMap((name, position) => {
    const isName = position % 2 === 0 && !FRAMING.has(name.toLowerCase());
    return isName ? [`${name}: ${rawHeaders[position + 1] ?? ""}`] : [];
  });
  return { status: statusCode, head: [`HTTP/1.1 ${statusCode} ${statusMessage}`, ...lines] };
}

/** What comes at once and what may drip after it. */
function partOf(head: Buffer, body: Buffer, half: HalfAnswer | undefined) {
  const none = Buffer.alloc(0);
  if (half === undefined) return { atOnce: head, after: body };
  if (body.byteLength === 0)
    return { atOnce: head.subarray(0, Math.floor(head.byteLength / 2)), after: none };
  if (half === "silence") return { atOnce: head, after: none };
  return { atOnce: head, after: body.subarray(0, Math.floor(body.byteLength / 2)) };
}

async function send(
  socket: Socket,
  { atOnce, after }: { readonly atOnce: Buffer; readonly after: Buffer },
  drip: number | undefined,
): Promise<void> {
  await write(socket, atOnce);
  const step = drip ?? after.byteLength;
  for (let from = 0; from < after.byteLength && !socket.destroyed; from += step) {
    await write(socket, after.subarray(from, from + step));
    if (drip !== undefined) await wait(1000, undefined, { ref: false });
  }
}

/** Resolves when the bytes are on their way, or when nobody is there to take them. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    socket.write(bytes, () => resolve());
  });
}

async function end(socket: Socket, half: HalfAnswer | undefined): Promise<void> {
  if (half === "silence") return;
  if (half !== "reset") return void socket.end();
  // A reset overtakes what it is sent after: the other side gets the time to read that first.
  await wait(50, undefined, { ref: false });
  socket.resetAndDestroy();
}
