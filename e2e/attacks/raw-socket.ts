import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { keepAnswer } from "../canary/answer-evidence.ts";

/** What came back over a socket until the portal closed it. */
export interface RawAnswer {
  /** Zero where it was closed without a word. */
  readonly status: number;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Milliseconds from the connection to its end. */
  readonly after: number;
}

/** Opens a connection to the portal, past everything that a client would put right. */
export async function openSocket(origin: string): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, "connect");
  return socket;
}

/** One request of our own making: `fetch` would write Sec-Fetch-Mode by itself and refuse many a header. */
export function rawRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): string {
  const all = { Host: "localhost", Connection: "close", "Content-Length": String(body.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${[`${method} ${path} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n${body}`;
}

/** As a person goes there. */
export const NAVIGATION = {
  "Sec-Fetch-Mode": "navigate",
  "Sec-Fetch-Dest": "document",
  Accept: "text/html",
} as const;

/**
 * Sends the pieces, one each `everyMs`, and reads until the portal hangs up. To be asked with `Connection: close`
 * where the portal has no reason of its own.
 */
export async function exchange(
  origin: string,
  pieces: string | Buffer | readonly string[],
  everyMs = 0,
): Promise<RawAnswer> {
  const began = performance.now();
  const socket = await openSocket(origin);
  const answered = answerOn(socket);
  for (const piece of typeof pieces === "string" || Buffer.isBuffer(pieces) ? [pieces] : pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    if (everyMs > 0) await Promise.race([wait(everyMs), answered]);
  }
  return { ...parse(await answered), after: performance.now() - began };
}

/**
 * Resolves with everything that came when the socket is closed, by whomever and however, and keeps it for the search for
 * canaries. What was asked is not kept: it is ours and nothing that the portal lets out.
 */
export async function answerOn(socket: Socket): Promise<string> {
  const origin = `http://localhost:${socket.remotePort ?? 0}`;
  const text = await everythingOn(socket);
  const { headers, body } = parse(text);
  await keepAnswer({
    url: origin,
    // Of several answers, as after 100, the one that says most of what went wrong.
    status: Math.max(0, ...[...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, code]) => Number(code))),
    location: headers.get("location") ?? null,
    setCookie: [...text.matchAll(/^set-cookie: (.*)\r$/gim)].map(([, cookie = ""]) => cookie),
    body: () => Promise.resolve(body),
  });
  return text;
}

function everythingOn(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  // A reset is an end as well: what had come until then is the answer.
  socket.on("error", () => socket.destroy());
  socket.on("end", () => socket.end());
  return new Promise((resolve) => {
    socket.once("close", () => resolve(text));
  });
}

/** The first answer in a text of HTTP/1.1. */
export function parse(text: string): Omit<RawAnswer, "after"> {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return {
    status: Number(/^HTTP\/1\.1 (?<code>\d{3})/.exec(statusLine)?.groups?.["code"] ?? 0),
    headers,
    body: rest.join("\r\n\r\n"),
  };
}
