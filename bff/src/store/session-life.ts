import { SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS } from "@foresattportal/shared/session-lifetime.ts";
import { sql, type RawBuilder } from "kysely";

/** Seconds until a row ends whatever happens. */
export const absoluteLeft = secondsLeft("created_at", SESSION_ABSOLUTE_SECONDS);
/** Seconds until it ends where nothing happens. */
export const idleLeft = secondsLeft("last_seen_at", SESSION_IDLE_SECONDS);

/** Whether a row is within both limits now. */
export const isLive = sql<boolean>`least(${absoluteLeft}, ${idleLeft}) > 0`;

function secondsLeft(since: "created_at" | "last_seen_at", lifetimeSeconds: number): RawBuilder<string> {
  // A clock that was put back makes no session live for longer than a new one (TM6).
  return sql<string>`least(${lifetimeSeconds}::int, ${lifetimeSeconds}::int - extract(epoch from (now() - ${sql.ref(since)})))`;
}
