/**
 * Why an outside system gave no usable answer: no answer in time, none at all, one that breaks its contract, a refusal,
 * or nobody who waits for it any more. Adapters turn every library error into one of these, so that neither a request nor a body travels on.
 */
export interface UpstreamFailure {
  readonly upstream: string;
  readonly kind: "timeout" | "unavailable" | "contract" | "refused" | "cancelled";
  /** HTTP status where there was one. */
  readonly status?: number;
  /** An error code of the system's own documentation, for the log. */
  readonly reason?: string;
  /** How long the system wants to be left alone, where it said so. */
  readonly retryAfterMs?: number;
}

/** An outside system being down is an expected outcome: a value, never an exception. */
export type UpstreamResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: UpstreamFailure };
