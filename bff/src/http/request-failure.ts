import type { Problem } from "@foresattportal/shared/contract/failures.ts";
import type { FailureCode } from "@foresattportal/shared/failures.ts";

/** Ends a request with one of the closed set of failures; the error handler makes the answer. */
export class RequestFailure extends Error {
  override readonly name = "RequestFailure";
  readonly code: FailureCode;
  readonly details: { readonly retryAt?: Date; readonly faults?: Problem["faults"] };

  constructor(code: FailureCode, details: RequestFailure["details"] = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
