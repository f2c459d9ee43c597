import type { RateLimit } from "./rate-limits.ts";
import type { SyncEvent } from "./sync-events.ts";
import type { UpstreamFailure } from "./upstream-result.ts";

interface ClientKeyFacts {
  readonly client: string;
  readonly kid: string;
}

/**
 * What is worth a line in the log, by fixed name and fixed fields. Persons appear as `subject` (a keyed hash) or not
 * at all. Names of the OWASP logging vocabulary where it has one.
 */
export type PortalEvent =
  | SyncEvent
  | { readonly name: "authn_login_success"; readonly subject: string; readonly acr: string }
  | { readonly name: "authn_login_fail"; readonly failure: string; readonly reason: string }
  | {
      readonly name: "session_ended";
      readonly by: "user" | "front-channel" | "back-channel" | "new-login" | "administrator";
      /** Null where they were everybody's. */
      readonly subject: string | null;
      readonly sessions: number;
    }
  | { readonly name: "session_expired"; readonly subject: string }
  | { readonly name: "session_idle"; readonly subject: string }
  | {
      /** Cannot be carried out now, and is repeated; `because` is a fixed code. */
      readonly name: "logout_pending" | "logout_given_up";
      readonly by: "front-channel" | "back-channel";
      readonly because: string;
    }
  | { readonly name: "session_invalid"; readonly reason: string }
  | { readonly name: "logout_token_refused" }
  | { readonly name: "excess_rate_limit_exceeded"; readonly limit: RateLimit }
  | { readonly name: "malicious_excess_404" }
  /** A trusted proxy hands on nobody's address, so that all who come by it share its limits. */
  | { readonly name: "client_address_unknown" }
  | { readonly name: "malicious_csrf"; readonly reason: string }
  | {
      /** A browser tells what the Content-Security-Policy has stopped; anybody can send such a report. */
      readonly name: "csp_violation";
      readonly directive: string;
      readonly document: string;
      readonly blocked: string;
    }
  | { readonly name: "upstream_failed"; readonly failure: UpstreamFailure }
  /** `open`: it has failed several times in a row and is left alone for a while; `closed`: it is back. */
  | {
      readonly name: "upstream_breaker";
      readonly upstream: string;
      readonly state: "closed" | "open" | "half-open";
    }
  /** Its certificate or its version of TLS is not to be trusted: whoever answers may not be the upstream. */
  | { readonly name: "upstream_tls_failed"; readonly upstream: string; readonly code: string }
  /** Its clock is so many seconds ahead of ours. */
  | { readonly name: "clock_skew"; readonly upstream: string; readonly seconds: number }
  | ({ readonly name: "client_key_expires"; readonly daysLeft: number } & ClientKeyFacts)
  | ({ readonly name: "client_key_age_unknown" } & ClientKeyFacts)
  | { readonly name: "bookkeeping_failed"; readonly what: string; readonly code: string }
  /** The collector of traces takes none, since a moment ago; told once, until it takes some again. */
  | { readonly name: "traces_lost"; readonly spans: number }
  | { readonly name: "session_without_sid"; readonly subject: string }
  | { readonly name: "duplicate_records"; readonly register: string; readonly records: number }
  | {
      readonly name: "refresh_done";
      readonly subject: string;
      readonly outcomes: Readonly<Record<string, number>>;
    }
  | {
      readonly name: "work_phone_saved";
      readonly subject: string;
      readonly outcomes: Readonly<Record<string, number>>;
    };

/** Promises never to throw and never to hold up the request. */
export type RecordEvent = (event: PortalEvent) => void;
