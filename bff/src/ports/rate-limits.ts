/** What is counted, each by a key of its own; how much is allowed is the store's to know. */
export type RateLimit =
  /** Log-ins begun, by network address. */
  | "login-address"
  /** Log-ins begun by somebody who is logged in, by session: a loop, and no person. */
  | "login-session"
  /** Views of «Min profil», runs of «Oppdater» and saved work phones, by guardian: each asks every register. */
  | "profile"
  | "refresh"
  | "work-phone"
  /** Calls of ID-porten's front channel, by network address: each is a browser's, and signed by nobody. */
  | "front-channel"
  /** Reports of violated policies and addresses that do not exist, by network address. */
  | "csp-report"
  | "unknown-path";

export type RateLimitUse =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly retryAt: Date;
      /** Of a row of refusals, the first. */ readonly first: boolean;
    };

/** Limits that all replicas share. */
export interface RateLimits {
  /**
   * Counts one use by this key. Promises an answer also while the store is down: each process then counts by itself,
   * so that a limit is neither open nor a failure (security-and-reliability RL5).
   */
  use(limit: RateLimit, key: string): Promise<RateLimitUse>;
}
