import { isClientFailureCode, type ClientFailureCode } from "./failure.ts";

/** A request that did not succeed, told as a value; `requestId` is what a person can quote when asking for help. */
export interface Failure {
  readonly ok: false;
  readonly code: ClientFailureCode;
  readonly requestId: string | null;
  /** When the same request may succeed. */
  readonly retryAt: string | null;
}

export interface Success<T> {
  readonly ok: true;
  readonly data: T;
}

export type Answer<T> = Success<T> | Failure;

/** No answer came: the device is offline, the server is gone or too slow. */
export const NETWORK_FAILURE: Failure = { ok: false, code: "network", requestId: null, retryAt: null };

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Reads `application/problem+json` (RFC 9457); a body that is none of ours, such as a proxy's page, becomes `internal`. */
export function failureFrom(body: unknown): Failure {
  const problem: { code?: unknown; requestId?: unknown; retryAt?: unknown } =
    typeof body === "object" && body !== null ? body : {};
  return {
    ok: false,
    code: isClientFailureCode(problem.code) ? problem.code : "internal",
    requestId: textOrNull(problem.requestId),
    retryAt: textOrNull(problem.retryAt),
  };
}
