import type { SyncEvent } from "./sync-events.ts";
import type { UpstreamFailure } from "./upstream-result.ts";

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
      readonly by: "user" | "front-channel" | "back-channel";
      readonly sessions: number;
    }
  | { readonly name: "session_invalid"; readonly reason: string }
  | { readonly name: "logout_token_refused" }
  | { readonly name: "malicious_csrf"; readonly reason: string }
  | { readonly name: "upstream_failed"; readonly failure: UpstreamFailure }
  | { readonly name: "bookkeeping_failed"; readonly what: string; readonly code: string }
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
