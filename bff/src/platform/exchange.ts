import type { UpstreamFailure, UpstreamResult } from "../ports/upstream-result.ts";
import { connectionFault } from "./connection-fault.ts";
import { call, type HttpAnswer, type HttpCall } from "./http-call.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { tlsFault } from "./tls-fault.ts";

export interface UpstreamRequest {
  readonly method: "get" | "post" | "patch";
  /** Path segments; each is encoded, so that an id can neither leave its place nor add a query. */
  readonly path: readonly string[];
  /** Encoded; never for what names a person, since addresses end up in logs of others. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: URLSearchParams;
  /** Ends the request early, where it is one of several that share a budget. */
  readonly deadline?: AbortSignal;
  /** Whom the answer is for: a call for somebody who has left is ended (UP5). */
  readonly caller?: AbortSignal | undefined;
}

export interface UpstreamResponse {
  readonly status: number;
  readonly body: unknown;
  /** How long the upstream wants to be left alone; null when it does not say so, or not in a way that can be read. */
  readonly retryAfterMs: number | null;
  /** Foreign text: whoever follows it judges where it leads. */
  readonly location: string | null;
}

/** Ten times the largest documented answer (a page of 1000 persons); an endless one must not fill the memory (OB4). */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** One upstream, as it is reached. */
export interface Endpoint {
  readonly name: string;
  readonly baseUrl: string;
  /** Told what time it is there, by every answer that says so. */
  readonly onDate?: (date: Date) => void;
}

/**
 * Sends one request, once. Promises any HTTP answer with its body as a value; library errors end here, since they carry
 * the request with its body (security-and-reliability 0.6). Redirects are not followed, as no upstream documents any.
 */
export async function exchange(
  { name, baseUrl, onDate }: Endpoint,
  request: UpstreamRequest & { readonly deadline: AbortSignal },
): Promise<UpstreamResult<UpstreamResponse>> {
  const { deadline, caller } = request;
  const failed = (kind: UpstreamFailure["kind"], details: Partial<UpstreamFailure> = {}) =>
    ({ ok: false, failure: { upstream: name, kind, ...details } }) as const;
  try {
    const signal = caller === undefined ? deadline : AbortSignal.any([deadline, caller]);
    const answer = await call(addressOf(baseUrl, request), { ...sentBy(request), signal });
    const date = new Date(answer.headers.get("date") ?? "");
    if (!Number.isNaN(date.getTime())) onDate?.(date);
    const text = await answer.text(MAX_BODY_BYTES);
    if (text === null) return failed("contract", { status: answer.status, reason: "body too large" });
    return { ok: true, value: toUpstreamResponse(answer, text) };
  } catch (error) {
    const reason = tlsFault(error);
    if (reason !== null) return failed("unavailable", { reason });
    if (caller?.aborted === true) return failed("cancelled");
    if (deadline.aborted) return failed("timeout");
    const code = connectionFault(error);
    return failed("unavailable", code === null ? {} : { reason: code });
  }
}

function toUpstreamResponse({ status, headers }: HttpAnswer, text: string): UpstreamResponse {
  return {
    status,
    body: jsonOrText(text),
    retryAfterMs: parseRetryAfter(headers.get("retry-after") ?? null, new Date()),
    location: headers.get("location") ?? null,
  };
}

function addressOf(baseUrl: string, { path, query = {} }: UpstreamRequest): string {
  // «.» and «..» pass through encoding and would be resolved away.
  if (path.some((segment) => /^\.{0,2}$/.test(segment)))
    throw new TypeError("a path segment that is no name");
  const address = `${baseUrl.replace(/\/$/, "")}/${path.map((segment) => encodeURIComponent(segment)).join("/")}`;
  const search = new URLSearchParams(query).toString();
  return search === "" ? address : `${address}?${search}`;
}

const JSON_TYPE = "application/json";
const FORM_TYPE = "application/x-www-form-urlencoded;charset=UTF-8";

function sentBy({ method, headers, json, form }: UpstreamRequest): Omit<HttpCall, "signal"> {
  const [type, body] =
    form === undefined
      ? [json === undefined ? null : JSON_TYPE, json === undefined ? null : JSON.stringify(json)]
      : [FORM_TYPE, form.toString()];
  return {
    method: method.toUpperCase(),
    headers: { accept: JSON_TYPE, ...(type !== null && { "content-type": type }), ...headers },
    body,
  };
}

/** A proxy's HTML page stays a string, which no schema accepts. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
