import type { LiveSession } from "@foresattportal/shared/contract/session.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** How long before its end a person is told (product P16). */
export const WARNING_MS = 5 * MINUTE_MS;

/** When the session ends by the clock of this device, in milliseconds since 1970. */
export interface SessionLimits {
  /** Unless the person does something. */
  readonly idleEnd: number;
  /** Whatever the person does. */
  readonly absoluteEnd: number;
}

/** Promises the limits that an answer of the server tells, as it came at this moment. */
export function limitsFrom(session: LiveSession, now: number): SessionLimits {
  return {
    idleEnd: now + session.idleExpiresInSeconds * SECOND_MS,
    absoluteEnd: now + session.expiresInSeconds * SECOND_MS,
  };
}

export type SessionPhase =
  /** Nothing to tell; `warnIn` milliseconds from now there will be. */
  | { readonly phase: "calm"; readonly warnIn: number }
  /** The end is near; `fixed` when it cannot be put off. */
  | { readonly phase: "ending"; readonly fixed: boolean; readonly left: number }
  | { readonly phase: "over"; readonly reason: "session-idle" | "session-expired" };

/** Promises what is to be told of the session at this moment. */
export function phaseOf({ idleEnd, absoluteEnd }: SessionLimits, now: number): SessionPhase {
  // The server never gives the idle limit a later time than the absolute one, so equal means that nothing can be put off.
  const fixed = absoluteEnd <= idleEnd;
  const left = Math.min(idleEnd, absoluteEnd) - now;
  if (left <= 0) return { phase: "over", reason: fixed ? "session-expired" : "session-idle" };
  if (left <= WARNING_MS) return { phase: "ending", fixed, left };
  return { phase: "calm", warnIn: left - WARNING_MS };
}

/** Promises whole minutes, rounded up, so that nobody is told more haste than there is; 0 in the last minute. */
export function minutesLeft(left: number): number {
  return left < MINUTE_MS ? 0 : Math.ceil(left / MINUTE_MS);
}
