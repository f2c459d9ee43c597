import type { Language } from "@foresattportal/shared/languages.ts";
import type { NationalId } from "../domain/national-id.ts";

/** What a session keeps, sealed at rest. */
export interface SessionContent {
  readonly nationalId: NationalId;
  readonly acr: string;
  /** For the page's header; null until a register has told it. */
  readonly name: string | null;
  /** What the user chose in KRR; null until KRR has told it. */
  readonly language: Language | null;
}

export interface LiveSession {
  readonly content: SessionContent;
  /** Keyed hash of the national id: names the person in keys and logs. */
  readonly subject: string;
  /** As the store will act on it: a use that did not prolong is not counted as one. */
  readonly idleExpiresInSeconds: number;
  readonly expiresInSeconds: number;
}

export type SessionLookup =
  | { readonly state: "live"; readonly session: LiveSession }
  | { readonly state: "none" }
  | { readonly state: "idle-expired" }
  | { readonly state: "expired" };

/**
 * The sessions of all replicas. Every method throws `StoreUnavailable` when the store is down, which must become 503
 * and never 401 (security-and-reliability 0.14). Time is the store's own clock, so that replicas agree.
 */
export interface Sessions {
  /** Promises a new 256-bit token that no table holds; only its hash is stored. */
  create(content: SessionContent, idportenSid: string | null): Promise<string>;
  /** `slide` prolongs the idle limit; asking for the state of the session must not. */
  find(token: string, options: { slide: boolean }): Promise<SessionLookup>;
  /** Keeps what the sources told of the user; no effect on how long the session lives. */
  remember(token: string, facts: Pick<SessionContent, "name" | "language">): Promise<void>;
  /**
   * Ends this one; false when there was none. A logout takes the copies of the registers' answers with it, a new
   * log-in does not: who logs in anew has not said that she is done.
   */
  end(token: string, because: "logout" | "new-login"): Promise<boolean>;
  /** Logs out every session that came out of this session at ID-porten; how many that were. */
  endByIdportenSid(sid: string): Promise<number>;
  /**
   * The same, by a logout token that may be used once; `used-before` ends nothing. Both happen or neither, so that a
   * call that failed can be repeated.
   */
  endByLogoutToken(notice: {
    sid: string;
    tokenId: string;
    expiresAt: Date;
  }): Promise<number | "used-before">;
}
