import { sql, type Kysely } from "kysely";
import { codeOf, READ_ONLY } from "./guarded.ts";
import { isLive } from "./session-life.ts";
import type { Tables } from "./tables.ts";

/** Sliding costs a write; half a minute is not felt in half an hour. */
export const SLIDE_EVERY_SECONDS = 30;
/** The content of a session that somebody has met after it ran out. */
export const EMPTIED = "";

/** The row stays, to say why the guardian was logged out; who she is goes. True where it was this call that took it. */
export async function empty(db: Kysely<Tables>, idHash: string): Promise<boolean> {
  const emptied = await db
    .updateTable("sessions")
    .set({ sealed: EMPTIED })
    .where("id_hash", "=", idHash)
    .where("sealed", "!=", EMPTIED)
    .where(sql<boolean>`not ${isLive}`)
    .executeTakeFirst();
  return emptied.numUpdatedRows > 0n;
}

type Slid = "slid" | "changed-meanwhile" | "not-written";

/** On a database that only reads for a while, sessions can be used and are not prolonged (DB3). */
export async function slideOn(db: Kysely<Tables>, idHash: string, from: string, to: string): Promise<Slid> {
  try {
    return (await prolong(db, idHash, from, to)) ? "slid" : "changed-meanwhile";
  } catch (fault) {
    if (codeOf(fault) === READ_ONLY) return "not-written";
    throw fault;
  }
}

/** True where it was this call that prolonged the session. */
async function prolong(db: Kysely<Tables>, idHash: string, from: string, to: string): Promise<boolean> {
  const slid = await db
    .updateTable("sessions")
    .set({ last_seen_at: sql<Date>`now()`, sealed: to })
    .where("id_hash", "=", idHash)
    .where("sealed", "=", from)
    .where("last_seen_at", "<", sql<Date>`now() - ${SLIDE_EVERY_SECONDS} * interval '1 second'`)
    .where(isLive)
    .executeTakeFirst();
  return slid.numUpdatedRows > 0n;
}
