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
  /** ID-porten's session that this one came out of; never leaves this process. */
  readonly idportenSid: string | null;
  /** As the store will act on it: a use that did not prolong is not counted as one. */
  readonly idleExpiresInSeconds: number;
  readonly expiresInSeconds: number;
}

export type SessionLookup =
  | { readonly state: "live"; readonly session: LiveSession }
  /** `unreadable` where there is a row that no key of the ring opens. */
  | { readonly state: "none"; readonly unreadable?: true }
  | RunOut;

/** A session that has run out and was not logged out. */
export interface RunOut {
  readonly state: "idle-expired" | "expired";
  readonly subject: string;
  /** True for one request alone, however many meet it at once and on however many replicas. */
  readonly firstMet: boolean;
}

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
   * Ends this one; whose it was, or null when there was none. A logout takes the copies of the registers' answers with
   * it, a new log-in does not: who logs in anew has not said that she is done.
   */
  end(token: string, because: "logout" | "new-login"): Promise<string | null>;
  /** Logs this person out everywhere, on an administrator's word; how many live sessions that were. */
  endByNationalId(nationalId: NationalId): Promise<number>;
  /** Logs everybody out, on an administrator's word; how many live sessions that were. */
  endAll(): Promise<number>;
  /**
   * Logs out every session that came out of this session at ID-porten; whose each of them was. It is noted first, and
   * from then on none is found, not even one that a log-in under way makes in a moment; a call that then failed to
   * delete them throws, and can be repeated.
   */
  endByIdportenSid(sid: string): Promise<readonly string[]>;
  /** The same, by a logout token that may be used once: the token and the end are noted together, or neither. */
  endByLogoutToken(notice: {
    sid: string;
    tokenId: string;
    expiresAt: Date;
  }): Promise<readonly string[] | "used-before">;
}
