import { inspect } from "node:util";
import { errors } from "jose";
import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { describe, expect, it } from "vitest";
import { loginFault } from "./login-fault.ts";

const PAYLOAD = { pid: "15838720231", acr: "idporten-loa-high" };

function authorizationError(error: string): Error {
  const cause = new URLSearchParams({ error, error_description: "<script>15838720231</script>" });
  return new AuthorizationResponseError("15838720231", { cause });
}

function tokenEndpointError(error: string): Error {
  const cause = { error, error_description: "15838720231" };
  return new ResponseBodyError("15838720231", { cause, response: new Response(null, { status: 400 }) });
}

function clientError(code: string | undefined, cause: unknown = PAYLOAD): Error {
  return new ClientError("15838720231", { cause, ...(code !== undefined && { code }) });
}

const FAULTS: [string, unknown, string, string][] = [
  ["the guardian cancelled", authorizationError("access_denied"), "login-cancelled", "access_denied"],
  ["ID-porten has a fault", authorizationError("server_error"), "idporten-unavailable", "server_error"],
  [
    "ID-porten is busy",
    authorizationError("temporarily_unavailable"),
    "idporten-unavailable",
    "temporarily_unavailable",
  ],
  ["the request was refused", authorizationError("invalid_request"), "login-rejected", "invalid_request"],
  ["the error is no code", authorizationError("15838720231 <b>"), "login-rejected", "unnamed_oauth_error"],
  ["the code was used or too old", tokenEndpointError("invalid_grant"), "login-rejected", "invalid_grant"],
  ["our key was refused", tokenEndpointError("invalid_client"), "idporten-unavailable", "invalid_client"],
  [
    "a claim is wrong",
    new errors.JWTClaimValidationFailed("15838720231", PAYLOAD, "aud"),
    "login-rejected",
    "ERR_JWT_CLAIM_VALIDATION_FAILED",
  ],
  [
    "the ID token has expired",
    new errors.JWTExpired("15838720231", PAYLOAD),
    "login-rejected",
    "ERR_JWT_EXPIRED",
  ],
  [
    "the signature is wrong",
    new errors.JWSSignatureVerificationFailed(),
    "login-rejected",
    "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  ],
  ["the key is unknown", new errors.JWKSNoMatchingKey(), "login-rejected", "ERR_JWKS_NO_MATCHING_KEY"],
  ["the keys come too late", new errors.JWKSTimeout(), "idporten-unavailable", "ERR_JWKS_TIMEOUT"],
  [
    "the keys are answered with an error",
    new errors.JOSEError("15838720231"),
    "idporten-unavailable",
    "ERR_JOSE_GENERIC",
  ],
  ["the keys are none", new errors.JWKSInvalid(), "idporten-unavailable", "ERR_JWKS_INVALID"],
  [
    "the answer is HTML",
    clientError("OAUTH_RESPONSE_IS_NOT_JSON"),
    "idporten-unavailable",
    "OAUTH_RESPONSE_IS_NOT_JSON",
  ],
  ["the answer comes too late", clientError("OAUTH_TIMEOUT"), "idporten-unavailable", "OAUTH_TIMEOUT"],
  [
    "state or nonce is another",
    clientError("OAUTH_INVALID_RESPONSE"),
    "login-rejected",
    "OAUTH_INVALID_RESPONSE",
  ],
  ["the library names no code", clientError(undefined), "login-rejected", "unnamed"],
  [
    "the connection failed inside the library",
    clientError(undefined, new TypeError("fetch failed")),
    "idporten-unavailable",
    "unnamed",
  ],
  ["the connection failed", new TypeError("fetch failed 15838720231"), "idporten-unavailable", "TypeError"],
  ["something that is no error was thrown", PAYLOAD, "idporten-unavailable", "unknown"],
];

describe("a log-in that failed", () => {
  it.each(FAULTS)(
    "because %s becomes a kind for the guardian and a code for the log",
    (_why, error, failure, reason) => {
      expect(loginFault(error)).toEqual({ ok: false, failure, reason });
    },
  );

  it.each(FAULTS)("because %s takes nothing of the person along (LG3)", (_why, error) => {
    const everything = inspect(loginFault(error), { depth: null, showHidden: true });
    expect(everything).not.toMatch(/15838720231|script/);
  });
});
