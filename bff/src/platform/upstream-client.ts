import ky, { type Options } from "ky";
import type { z } from "zod";
import type { UpstreamFailure, UpstreamResult } from "../ports/upstream-result.ts";
import { parseRetryAfter } from "./retry-after.ts";

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
}

export interface UpstreamResponse {
  readonly status: number;
  readonly body: unknown;
  /** How long the upstream wants to be left alone; null when it does not say so, or not in a way that can be read. */
  readonly retryAfterMs: number | null;
  /** Foreign text: whoever follows it judges where it leads. */
  readonly location: string | null;
}

export interface UpstreamClient {
  /** Requests sent since this client was made. */
  sent(): number;
  /** A new time budget, for everything that one call of a port needs. */
  deadline(): AbortSignal;
  /** Promises any HTTP answer with a JSON body as a value, whatever its status; no answer in time is a failure. */
  send(request: UpstreamRequest): Promise<UpstreamResult<UpstreamResponse>>;
  failure(kind: UpstreamFailure["kind"], details?: Omit<UpstreamFailure, "upstream" | "kind">): Failed;
  /** Checks the body against the documented shape; a body that does not fit is a broken contract. */
  parse<T>(schema: z.ZodType<T>, response: UpstreamResponse): UpstreamResult<T>;
}

/** Ten times the largest documented answer (a page of 1000 persons); an endless one must not fill the memory (OB4). */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

type Failed = { readonly ok: false; readonly failure: UpstreamFailure };

/**
 * The only way out to one upstream: owns its name, address and time budget. Library errors end here, since they carry
 * the request with its body (security-and-reliability 0.6); redirects are not followed, as no upstream documents any.
 */
export function createUpstreamClient(upstream: {
  name: string;
  baseUrl: string;
  budgetMs: number;
}): UpstreamClient {
  const { name } = upstream;
  let sent = 0;
  const failure: UpstreamClient["failure"] = (kind, details = {}) => ({
    ok: false,
    failure: { upstream: name, kind, ...details },
  });
  return {
    sent: () => sent,
    failure,
    deadline: () => AbortSignal.timeout(upstream.budgetMs),
    async send(request) {
      const signal = request.deadline ?? AbortSignal.timeout(upstream.budgetMs);
      sent += 1;
      try {
        const response = await ky(addressOf(upstream.baseUrl, request), optionsOf(request, signal));
        const text = await readWithin(response, MAX_BODY_BYTES);
        if (text === null) return failure("contract", { status: response.status, reason: "body too large" });
        return { ok: true, value: toUpstreamResponse(response, text) };
      } catch {
        return failure(signal.aborted ? "timeout" : "unavailable");
      }
    },
    parse(schema, response) {
      const parsed = schema.safeParse(response.body);
      if (parsed.success) return { ok: true, value: parsed.data };
      const [issue] = parsed.error.issues;
      return failure("contract", {
        status: response.status,
        reason: `at ${issue?.path.join(".") || "body"}`,
      });
    },
  };
}

function toUpstreamResponse({ status, headers }: Response, text: string): UpstreamResponse {
  return {
    status,
    body: jsonOrText(text),
    retryAfterMs: parseRetryAfter(headers.get("retry-after"), new Date()),
    location: headers.get("location"),
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

function optionsOf({ method, headers, json, form }: UpstreamRequest, signal: AbortSignal): Options {
  return {
    method,
    headers: { accept: "application/json", ...headers },
    ...(json !== undefined && { json }),
    ...(form !== undefined && { body: form }),
    redirect: "manual",
    // The budget is the signal's; a retry is decided by who knows whether the call may be repeated.
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    signal,
  };
}

/** Promises null, and the connection given up, as soon as the body is longer than it may be. */
async function readWithin(response: Response, maxBytes: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream.
    if (size > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A proxy's HTML page stays a string, which no schema accepts. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
