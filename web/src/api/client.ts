import { PORTAL_HEADER } from "@foresattportal/shared/browser-boundary.ts";
import { failureFrom, NETWORK_FAILURE, type Answer } from "./answer.ts";

/** Longer than the server's own time budget towards the registers, so that its answer comes first. */
const TIMEOUT_MS = 30_000;

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  readonly json?: unknown;
}

function requestOf({ method, json }: Call): RequestInit {
  const portal = { [PORTAL_HEADER.name]: PORTAL_HEADER.value };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  if (json === undefined) return { method, signal, headers: portal };
  return {
    method,
    signal,
    headers: { ...portal, "Content-Type": "application/json" },
    body: JSON.stringify(json),
  };
}

/** Both sides are built from the one contract, and the bff checks each answer against it before it goes out. */
async function bodyOf<T>(response: Response): Promise<T | null> {
  try {
    return await response.json();
  } catch (error) {
    // A body that is not JSON comes from something that stands between us and the server.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Whether the connection broke, before the answer or in the middle of it, or took too long. */
function isConnectionFault(error: unknown): boolean {
  return error instanceof TypeError || error instanceof DOMException;
}

/**
 * Promises an answer as a value for every outcome that is to be expected: success, a problem, or no answer at all. A
 * lost answer is told, and asked for again by the person alone, who then knows what is going on.
 */
export async function send<T extends object>(path: string, call: Call): Promise<Answer<T>> {
  try {
    const response = await fetch(path, requestOf(call));
    const body = await bodyOf<T>(response);
    if (!response.ok || body === null) return failureFrom(body);
    return { ok: true, data: body };
  } catch (error) {
    if (isConnectionFault(error)) return NETWORK_FAILURE;
    throw error;
  }
}
