import { STATUS_CODES } from "node:http";
import type { Context } from "hono";

type Refusal = 400 | 403 | 404 | 405 | 413 | 415 | 421;

/** Answers with RFC 9457's form; the detail is for the person who asked. */
export function refuse(
  context: Context,
  status: Refusal,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const problem = { type: "about:blank", title: STATUS_CODES[status] ?? "", status, detail, ...more };
  return context.body(JSON.stringify(problem), status, { "content-type": "application/problem+json" });
}
