import { SESSION_IDLE_SECONDS } from "@foresattportal/shared/session-lifetime.ts";
import type { Kysely } from "kysely";
import type { SessionLookup } from "../ports/sessions.ts";
import { notEndedAtIdporten } from "./ended-idporten-sessions.ts";
import { hashOf, type SessionContents } from "./session-content.ts";
import { absoluteLeft, idleLeft } from "./session-life.ts";
import { empty, EMPTIED, slideOn, SLIDE_EVERY_SECONDS } from "./session-marks.ts";
import type { Tables } from "./tables.ts";

/**
 * Finds a session and prolongs it, if told to. Whatever is written is written on the condition that the row still is
 * as it was read; where it is not, another request was faster, and what that one made of the row counts. So of many
 * requests at once one writes, and none is told another end than the others (SN9).
 */
export async function findSession(
  db: Kysely<Tables>,
  contents: SessionContents,
  token: string,
  slide: boolean,
): Promise<SessionLookup> {
  const idHash = hashOf(token);
  const row = await read(db, idHash);
  if (row === undefined) return { state: "none" };
  const { subject, sealed, absolute, idle } = row;
  if (absolute <= 0 || idle <= 0) {
    const firstMet = sealed !== EMPTIED && (await empty(db, idHash));
    if (!firstMet && sealed !== EMPTIED) return findSession(db, contents, token, slide);
    return { state: absolute <= 0 ? "expired" : "idle-expired", subject, firstMet };
  }
  const content = await contents.open(sealed, token);
  if (content === null) return { state: "none", unreadable: true };
  const due = slide && SESSION_IDLE_SECONDS - idle > SLIDE_EVERY_SECONDS;
  const slid = due
    ? await slideOn(db, idHash, sealed, await contents.renewed(sealed, content, token))
    : "not-written";
  if (slid === "changed-meanwhile") return findSession(db, contents, token, false);
  return {
    state: "live",
    session: {
      content,
      subject,
      idportenSid: row.idporten_sid,
      expiresInSeconds: Math.floor(absolute),
      idleExpiresInSeconds: Math.floor(Math.min(slid === "slid" ? SESSION_IDLE_SECONDS : idle, absolute)),
    },
  };
}

async function read(db: Kysely<Tables>, idHash: string) {
  const row = await db
    .selectFrom("sessions")
    .select(["subject", "sealed", "idporten_sid"])
    .select([absoluteLeft.as("absolute"), idleLeft.as("idle")])
    .where("id_hash", "=", idHash)
    .where(notEndedAtIdporten)
    .executeTakeFirst();
  return row && { ...row, absolute: Number(row.absolute), idle: Number(row.idle) };
}
