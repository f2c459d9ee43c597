import { STATUS_CODES } from "node:http";

export const PROBLEM_TYPE = "application/problem+json";

/** RFC 9457; `extra` never holds anything the caller sent. */
export function problem(status: number, detail: string, extra: Readonly<Record<string, string>> = {}) {
  return { type: "about:blank", title: STATUS_CODES[status] ?? "", status, detail, ...extra };
}
