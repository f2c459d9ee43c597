import { text } from "node:stream/consumers";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Reads a form body; anything that is not form-encoded gives an empty form. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const body = await text(request);
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  return new URLSearchParams(isForm ? body : "");
}

/** Answers with JSON that no cache may keep. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { "content-type": "application/json;charset=utf-8", "cache-control": "no-store" })
    .end(JSON.stringify(body));
}

/** The path asked for, without its query. */
export function pathOf(request: IncomingMessage): string {
  return new URL(request.url ?? "/", "http://localhost").pathname;
}
