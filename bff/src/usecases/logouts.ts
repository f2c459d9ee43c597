import type { Clock } from "../ports/clock.ts";
import type { RecordEvent } from "../ports/events.ts";
import type { IdentityProvider, LogoutNotice } from "../ports/identity-provider.ts";
import type { Sessions } from "../ports/sessions.ts";
import { createPendingLogouts, type Logout, type LogoutAnswer } from "./pending-logouts.ts";

export interface LogoutsDeps {
  readonly identityProvider: IdentityProvider;
  readonly sessions: Sessions;
  readonly record: RecordEvent;
  readonly clock: Clock;
}

/** The logouts that ID-porten tells of, once each (national-registers B.8): none is lost to what is down just now. */
export interface Logouts {
  /** The store's sessions without those whose logout is pending here. */
  readonly sessions: Sessions;
  /** By the front channel: signed by nobody, but nobody guesses a `sid`. */
  bySid(sid: string): Promise<LogoutAnswer>;
  /** By the back channel. A token that cannot be verified yet is verified later, as of now. */
  byToken(token: string): Promise<LogoutAnswer>;
  /** Tries everything pending for the last time. */
  stop(): Promise<void>;
}

/** Promises that a logout holds in this process from the moment on at which it is certain (LO12). */
export function createLogouts({ identityProvider, sessions, record, clock }: LogoutsDeps): Logouts {
  const pending = createPendingLogouts(record);

  function logoutByToken(token: string): Logout {
    const receivedAt = clock();
    let notice: LogoutNotice | null = null;
    return {
      by: "back-channel",
      sid: null,
      async try() {
        const wasVerified = notice !== null;
        const verified = notice ?? (await identityProvider.verifyLogoutToken(token, receivedAt));
        if (verified === "refused") return verified;
        if (verified === "unavailable") return { hinderedBy: "keys" };
        notice = verified;
        this.sid = verified.sid;
        const ended = await sessions.endByLogoutToken(verified);
        if (ended !== "used-before") return { ended };
        // Used by our own try that then failed to delete, or else by somebody a second time.
        return wasVerified ? { ended: await sessions.endByIdportenSid(verified.sid) } : "refused";
      },
    };
  }

  return {
    sessions: {
      ...sessions,
      async find(token, options) {
        const found = await sessions.find(token, options);
        const sid = found.state === "live" ? found.session.idportenSid : null;
        return sid !== null && pending.include(sid) ? { state: "none" } : found;
      },
    },
    bySid: (sid) =>
      pending.carryOut({
        by: "front-channel",
        sid,
        try: async () => ({ ended: await sessions.endByIdportenSid(sid) }),
      }),
    byToken: (token) => pending.carryOut(logoutByToken(token)),
    stop: () => pending.stop(),
  };
}
