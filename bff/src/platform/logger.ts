import { pino, type DestinationStream, type Logger } from "pino";
import type { PortalEvent, RecordEvent } from "../ports/events.ts";
import { scrub } from "./scrub.ts";

export type { Logger } from "pino";

/**
 * One JSON line an event; every line passes the scrubber, also those that a library writes.
 *
 * @param context members that every line written now should carry.
 */
export function createLogger(
  level: string,
  context: () => Record<string, unknown> = () => ({}),
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: {},
    mixin: context,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    hooks: { streamWrite: scrub },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Faults of others and refused attempts are warnings; errors are faults of our own. */
const LEVEL: Record<PortalEvent["name"], "info" | "warn"> = {
  authn_login_success: "info",
  authn_login_fail: "warn",
  session_ended: "info",
  session_invalid: "warn",
  logout_token_refused: "warn",
  malicious_csrf: "warn",
  upstream_failed: "warn",
  bookkeeping_failed: "warn",
  session_without_sid: "warn",
  duplicate_records: "warn",
  refresh_done: "info",
  work_phone_saved: "info",
  sync_started: "info",
  sync_progress: "info",
  sync_step: "info",
  sync_halted: "warn",
  sync_finished: "info",
  sync_gave_up: "warn",
  changes_followed: "info",
  changes_stopped: "warn",
};

/** Promises a line with the event's fixed name and fields and nothing else. */
export function eventLog(logger: Logger): RecordEvent {
  return ({ name, ...fields }) => {
    logger[LEVEL[name]](fields, name);
  };
}
