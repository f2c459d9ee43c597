import type { PortalEvent } from "../ports/events.ts";

interface EventKind {
  /** Faults of others and refused attempts are warnings; errors are faults of our own. */
  readonly level: "info" | "warn";
  /** Which counter it goes to: what a watch on attacks looks at, or what a watch on the daily work looks at. */
  readonly about: "security" | "work";
}

const told = (about: EventKind["about"]): EventKind => ({ level: "info", about });
const warned = (about: EventKind["about"]): EventKind => ({ level: "warn", about });

/** Every event, with how loudly it is told and where it is counted; docs/events.md says what each one means. */
export const EVENT_KINDS: Readonly<Record<PortalEvent["name"], EventKind>> = {
  authn_login_success: told("security"),
  authn_login_fail: warned("security"),
  session_ended: told("security"),
  session_expired: told("security"),
  session_idle: told("security"),
  session_invalid: warned("security"),
  session_without_sid: warned("security"),
  logout_pending: warned("security"),
  logout_given_up: warned("security"),
  logout_token_refused: warned("security"),
  malicious_csrf: warned("security"),
  malicious_excess_404: warned("security"),
  excess_rate_limit_exceeded: warned("security"),
  client_address_unknown: warned("security"),
  csp_violation: warned("security"),
  upstream_tls_failed: warned("security"),
  clock_skew: warned("security"),
  client_key_expires: warned("security"),
  client_key_age_unknown: warned("security"),
  upstream_failed: warned("work"),
  upstream_breaker: warned("work"),
  bookkeeping_failed: warned("work"),
  duplicate_records: warned("work"),
  refresh_done: told("work"),
  work_phone_saved: told("work"),
  sync_started: told("work"),
  sync_progress: told("work"),
  sync_step: told("work"),
  sync_halted: warned("work"),
  sync_finished: told("work"),
  sync_gave_up: warned("work"),
  changes_followed: told("work"),
  changes_stopped: warned("work"),
  traces_lost: warned("work"),
};

/** Promises every name of an event, once. */
export const EVENT_NAMES: readonly PortalEvent["name"][] = Object.keys(EVENT_KINDS).filter(isEventName);

function isEventName(name: string): name is PortalEvent["name"] {
  return Object.hasOwn(EVENT_KINDS, name);
}
