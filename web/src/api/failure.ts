import { isFailureCode, type FailureCode } from "@foresattportal/shared/failures.ts";

/** `network` is the only failure that the server cannot tell: no answer came. */
export type ClientFailureCode = FailureCode | "network";

/** What a person can do about a failure: ask again, log in again, or go back to the start. */
export type Remedy = "retry" | "login" | "home";

/** A new failure does not compile until it is decided what helps against it. */
const REMEDIES = {
  network: "retry",
  "invalid-input": "home",
  "login-expired": "login",
  "login-rejected": "login",
  "not-a-navigation": "home",
  "no-session": "login",
  "session-idle": "login",
  "session-expired": "login",
  csrf: "home",
  "login-cancelled": "login",
  "login-level": "login",
  "login-no-national-id": "home",
  "not-found": "home",
  "method-not-allowed": "home",
  "refresh-in-progress": "retry",
  "too-large": "home",
  "unsupported-media-type": "home",
  "too-soon": "retry",
  "too-many-requests": "login",
  internal: "retry",
  "idporten-unavailable": "login",
  "store-unavailable": "retry",
} as const satisfies Record<ClientFailureCode, Remedy>;

/** Promises that the answer is a failure that this page has words for. */
export function isClientFailureCode(value: unknown): value is ClientFailureCode {
  return value === "network" || isFailureCode(value);
}

/** Promises the one thing that can help after this failure. */
export function remedyFor(code: ClientFailureCode): Remedy {
  return REMEDIES[code];
}

/** The session has ended, or never was: nothing personal may stay on the screen. */
export type SessionEndCode = Extract<FailureCode, "no-session" | "session-idle" | "session-expired">;

const SESSION_ENDS = {
  "no-session": true,
  "session-idle": true,
  "session-expired": true,
} as const satisfies Record<SessionEndCode, true>;

/** Promises that the failure means that there is no session any more. */
export function isSessionEnd(code: unknown): code is SessionEndCode {
  return typeof code === "string" && Object.hasOwn(SESSION_ENDS, code);
}
