import { errors } from "jose";
import * as client from "openid-client";
import { tlsFault } from "../../platform/tls-fault.ts";
import type { LoginFailure, LoginResult } from "../../ports/identity-provider.ts";

/** Answers that are no OAuth answers at all: ID-porten's fault and not the guardian's. */
const BROKEN_ANSWER = new Set([
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_PARSE_ERROR",
  "ERR_JWKS_INVALID",
]);
const NETWORK = new Set(["OAUTH_TIMEOUT", "OAUTH_ABORT", "ERR_JWKS_TIMEOUT"]);

/**
 * Sorts a thrown error into a kind for the guardian and a fixed code for the log. The error itself is dropped: claim
 * errors of jose and openid-client carry the whole payload with the national id (security-and-reliability 0.6).
 */
export function loginFault(error: unknown): Extract<LoginResult, { ok: false }> {
  if (error instanceof client.AuthorizationResponseError) {
    return fault(
      error.error === "access_denied" ? "login-cancelled" : ofProvider(error.error),
      code(error.error),
    );
  }
  if (error instanceof client.ResponseBodyError) {
    return fault(
      error.error === "invalid_grant" ? "login-rejected" : "idporten-unavailable",
      code(error.error),
    );
  }
  if (error instanceof errors.JOSEError) {
    return fault(
      NETWORK.has(error.code) || BROKEN_ANSWER.has(error.code) || error.code === "ERR_JOSE_GENERIC"
        ? "idporten-unavailable"
        : "login-rejected",
      error.code,
    );
  }
  if (error instanceof client.ClientError) {
    const known = error.code ?? "unnamed";
    const theirs = BROKEN_ANSWER.has(known) || NETWORK.has(known) || error.cause instanceof TypeError;
    return fault(theirs ? "idporten-unavailable" : "login-rejected", known);
  }
  // Connection refused, reset, name not found: fetch throws a TypeError.
  return fault("idporten-unavailable", tlsFault(error) ?? (error instanceof Error ? error.name : "unknown"));
}

function ofProvider(error: string): LoginFailure {
  return error === "server_error" || error === "temporarily_unavailable"
    ? "idporten-unavailable"
    : "login-rejected";
}

/** Sent by the outside, so only the shape of an OAuth error code passes into the log. */
function code(text: string): string {
  return /^[a-z_]{1,64}$/.test(text) ? text : "unnamed_oauth_error";
}

function fault(failure: LoginFailure, reason: string): Extract<LoginResult, { ok: false }> {
  return { ok: false, failure, reason };
}
