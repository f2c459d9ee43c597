import type { RecordEvent } from "../ports/events.ts";
import type { SessionLookup } from "../ports/sessions.ts";

const EVENT = { expired: "session_expired", "idle-expired": "session_idle" } as const;

/** Promises one line for a session that has run out, from the first request that meets it. */
export function recordRunOut(record: RecordEvent, found: SessionLookup): void {
  if (found.state === "live" || found.state === "none" || !found.firstMet) return;
  record({ name: EVENT[found.state], subject: found.subject });
}
