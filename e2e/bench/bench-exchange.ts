import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { problem, PROBLEM_TYPE } from "../world/registers/problem.ts";

/** Sends JSON that is text already and holds nothing beyond Latin 1, which is the cheapest to send. */
export function sendText(response: ServerResponse, json: string, status = 200): void {
  const body = Buffer.from(json, "latin1");
  response.writeHead(status, { "content-type": "application/json", "content-length": body.length }).end(body);
}

/** Refuses with a problem. */
export function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": PROBLEM_TYPE }).end(JSON.stringify(problem(status, "bench")));
}

/** The body; undefined for anything that is not JSON. */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  try {
    const body: unknown = JSON.parse(await text(request));
    return body;
  } catch {
    return undefined;
  }
}
