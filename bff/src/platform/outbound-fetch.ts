import { call, type HttpCall } from "./http-call.ts";
import { observed, statusClass } from "./observed.ts";

/** What libraries that send by themselves are given instead of the global `fetch`. */
export type OutboundFetch = (url: string, request: OutboundRequest) => Promise<Response>;

interface OutboundRequest {
  readonly method: string;
  readonly headers: Headers | Record<string, string>;
  readonly body?: RequestInit["body"] | undefined;
  readonly signal?: AbortSignal | null | undefined;
}

/** Answers without a body; a `Response` refuses to be made with one. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Whether the list, in which `*.example.no` is whatever stands below example.no, lets this address be asked. */
export function isAllowedHost({ hostname }: URL, hosts: readonly string[]): boolean {
  return hosts.some((host) => (host.startsWith("*.") ? hostname.endsWith(host.slice(1)) : hostname === host));
}

/**
 * For libraries that would read any body to its end and ask any address that a metadata document names. Promises that
 * no host outside the list is asked, that no redirect is followed, and that a longer body ends its connection; each is
 * a `TypeError`, as `fetch` itself throws when there is no answer.
 */
export function createOutboundFetch(limits: {
  /** Whose library it is for, by the name under which its calls are counted. */
  readonly upstream: string;
  /** Null allows every host. */
  readonly hosts: readonly string[] | null;
  readonly maxBytes: number;
}): OutboundFetch {
  const send: OutboundFetch = async (url, request) => {
    if (limits.hosts !== null && !isAllowedHost(new URL(url), limits.hosts))
      throw new TypeError("a host that may not be asked");
    const { status, headers, text } = await call(url, await sentBy(request));
    const body = await text(limits.maxBytes);
    if (body === null) throw new TypeError("a body that is too large");
    return new Response(BODILESS.has(status) ? null : body, { status, headers: [...headers] });
  };
  return (url, request) =>
    observed(
      "upstream",
      { name: limits.upstream, method: request.method.toLowerCase() },
      () => asFetchDoes(() => send(url, request), request.signal),
      ({ status }) => statusClass(status),
    );
}

async function sentBy({ method, headers, body = null, signal = null }: OutboundRequest): Promise<HttpCall> {
  // Small ones alone are sent, and this reads each form that a library may give them.
  const form = new Response(body);
  const type = form.headers.get("content-type");
  const named = Object.fromEntries(new Headers(headers));
  return {
    method,
    headers: type === null ? named : { "content-type": type, ...named },
    body: body === null ? null : await form.text(),
    signal,
  };
}

/** The libraries, and whoever asks why they failed, know errors in the form that `fetch` gives them. */
async function asFetchDoes<T>(send: () => Promise<T>, signal?: AbortSignal | null): Promise<T> {
  try {
    return await send();
  } catch (error) {
    signal?.throwIfAborted();
    throw error instanceof TypeError ? error : new TypeError("fetch failed", { cause: error });
  }
}
