import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Handler } from "./server.ts";
import type { ErrorStatus, UpstreamFault } from "./upstream-faults.ts";

export type WriteError = (
  response: ServerResponse,
  status: ErrorStatus,
  headers: Record<string, string>,
) => void;

const JSON_TYPE = { "content-type": "application/json" };
const HUGE_BYTES = 100 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/** What answers in the system's place while this fault is set; null where the system answers itself. */
export function answerInstead(fault: UpstreamFault, writeError: WriteError): Handler | null {
  const { html, wrongSchema, redirectTo, huge, endless, status } = fault;
  if (html === true) {
    return (_request, response) =>
      void response
        .writeHead(200, { "content-type": "text/html" })
        .end("<!doctype html><title>Vedlikehold</title>");
  }
  if (wrongSchema === true)
    return (_request, response) => void response.writeHead(200, JSON_TYPE).end('{"svar":[{"id":1}]}');
  if (redirectTo !== undefined)
    return (_request, response) => void response.writeHead(302, { location: redirectTo }).end();
  if (huge !== undefined) {
    const length = huge === "announced" ? { "content-length": String(HUGE_BYTES) } : {};
    return (_request, response) => stream(response, hugeText, length);
  }
  if (endless === true) return (_request, response) => stream(response, endlessList, {});
  if (status !== undefined)
    return (_request, response) => writeError(response, status, headersOf(status, fault));
  return null;
}

function headersOf(status: ErrorStatus, { retryAfter }: UpstreamFault): Record<string, string> {
  // RFC 9110, 11.6.1: whoever answers 401 says how to come in.
  if (status === 401) return { "www-authenticate": "Bearer" };
  const says = retryAfter !== undefined && (status === 429 || status === 503);
  return says ? { "retry-after": String(retryAfter) } : {};
}

async function stream(
  response: ServerResponse,
  chunks: () => Iterable<Buffer>,
  headers: Record<string, string>,
): Promise<void> {
  response.writeHead(200, { ...JSON_TYPE, ...headers });
  // The other side may hang up at any time, and of what is endless it has to.
  await pipeline(chunks, response).catch(() => undefined);
}

function* endlessList() {
  yield Buffer.from("[");
  const chunk = Buffer.alloc(CHUNK_BYTES, "0,");
  for (;;) yield chunk;
}

/** Good JSON to its end, for readers who have no limit. */
function* hugeText() {
  const [begin, end] = [Buffer.from('{"svar":"'), Buffer.from('"}')];
  yield begin;
  const chunk = Buffer.alloc(CHUNK_BYTES, "x");
  let left = HUGE_BYTES - begin.byteLength - end.byteLength;
  for (; left > CHUNK_BYTES; left -= CHUNK_BYTES) yield chunk;
  yield chunk.subarray(0, left);
  yield end;
}
