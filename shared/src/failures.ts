/**
 * Every way in which a request can fail, and its HTTP status. The words for people are in the locale files under
 * `failure.<code>`; a code without words does not compile there.
 */
export const FAILURES = {
  "invalid-input": 400,
  "login-expired": 400,
  "login-rejected": 400,
  "not-a-navigation": 400,
  "no-session": 401,
  "session-idle": 401,
  "session-expired": 401,
  csrf: 403,
  "login-cancelled": 403,
  "login-level": 403,
  "login-no-national-id": 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "refresh-in-progress": 409,
  "too-large": 413,
  "unsupported-media-type": 415,
  "too-soon": 429,
  "too-many-requests": 429,
  internal: 500,
  "idporten-unavailable": 503,
  "store-unavailable": 503,
} as const;

export type FailureCode = keyof typeof FAILURES;

/** Promises that the answer is a code of ours. */
export function isFailureCode(value: unknown): value is FailureCode {
  return typeof value === "string" && Object.hasOwn(FAILURES, value);
}
