import { createHash, randomBytes } from "node:crypto";
import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import { SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS } from "@foresattportal/shared/session-lifetime.ts";
import { sql, type Kysely } from "kysely";
import { z } from "zod";
import { NationalId } from "../domain/national-id.ts";
import type { Keyring } from "../platform/keyring.ts";
import type { SessionContent, SessionLookup, Sessions } from "../ports/sessions.ts";
import { dropAllCopies } from "./answer-copies.ts";
import { guarded } from "./guarded.ts";
import type { Tables } from "./tables.ts";

const TOKEN_BYTES = 32;
/** Sliding costs a write; half a minute is not felt in half an hour. */
const SLIDE_EVERY_SECONDS = 30;

const sealedContent = z.object({
  nationalId: z.string(),
  acr: z.string(),
  name: z.string().nullable(),
  // Sessions sealed by the release before have none, and live on.
  language: z.enum(LANGUAGES).nullable().default(null),
});

/** Sessions in the database, found by hash and sealed under the key ring; all times are the database's. */
export function createSessions(db: Kysely<Tables>, keyring: Keyring): Sessions {
  return {
    create: (content, idportenSid) => guarded(() => create(db, keyring, content, idportenSid)),
    find: (token, { slide }) => guarded(() => find(db, keyring, hashOf(token), slide)),
    remember: (token, facts) => guarded(() => remember(db, keyring, hashOf(token), facts)),

    end: (token, because) =>
      guarded(() =>
        db.transaction().execute(async (transaction) => {
          const ended = await transaction
            .deleteFrom("sessions")
            .where("id_hash", "=", hashOf(token))
            .returning("subject")
            .executeTakeFirst();
          if (ended !== undefined && because === "logout") await dropAllCopies(transaction, [ended.subject]);
          return ended !== undefined;
        }),
      ),

    endByIdportenSid: (sid) =>
      guarded(() => db.transaction().execute((transaction) => endBySid(transaction, sid))),

    endByLogoutToken: ({ sid, tokenId, expiresAt }) =>
      guarded(() =>
        db.transaction().execute(async (transaction) => {
          const used = await transaction
            .insertInto("used_logout_tokens")
            .values({ token_hash: hashOf(tokenId), expires_at: expiresAt })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          return used.numInsertedOrUpdatedRows === 1n ? endBySid(transaction, sid) : "used-before";
        }),
      ),
  };
}

async function endBySid(transaction: Kysely<Tables>, sid: string): Promise<number> {
  const ended = await transaction
    .deleteFrom("sessions")
    .where("idporten_sid", "=", sid)
    .returning("subject")
    .execute();
  await dropAllCopies(
    transaction,
    ended.map(({ subject }) => subject),
  );
  return ended.length;
}

async function create(
  db: Kysely<Tables>,
  keyring: Keyring,
  content: SessionContent,
  idportenSid: string | null,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const idHash = hashOf(token);
  const subject = keyring.pseudonym(content.nationalId.reveal());
  const sealed = await seal(keyring, content, idHash);
  await db
    .insertInto("sessions")
    .values({ id_hash: idHash, idporten_sid: idportenSid, subject, sealed })
    .execute();
  return token;
}

async function find(
  db: Kysely<Tables>,
  keyring: Keyring,
  idHash: string,
  slide: boolean,
): Promise<SessionLookup> {
  const row = await db
    .selectFrom("sessions")
    .select(["subject", "sealed"])
    .select(secondsLeft("created_at", SESSION_ABSOLUTE_SECONDS).as("absolute"))
    .select(secondsLeft("last_seen_at", SESSION_IDLE_SECONDS).as("idle"))
    .where("id_hash", "=", idHash)
    .executeTakeFirst();
  if (row === undefined) return { state: "none" };
  const [absolute, idle] = [Number(row.absolute), Number(row.idle)];
  if (absolute <= 0) return { state: "expired" };
  if (idle <= 0) return { state: "idle-expired" };
  const content = await opened(keyring, row.sealed, idHash);
  if (content === null) return { state: "none" };
  const slides = slide && SESSION_IDLE_SECONDS - idle > SLIDE_EVERY_SECONDS;
  if (slides) await slideOn(db, idHash);
  return {
    state: "live",
    session: {
      content,
      subject: row.subject,
      expiresInSeconds: Math.floor(absolute),
      idleExpiresInSeconds: Math.floor(Math.min(slides ? SESSION_IDLE_SECONDS : idle, absolute)),
    },
  };
}

async function remember(
  db: Kysely<Tables>,
  keyring: Keyring,
  idHash: string,
  facts: Parameters<Sessions["remember"]>[1],
): Promise<void> {
  const row = await db
    .selectFrom("sessions")
    .select("sealed")
    .where("id_hash", "=", idHash)
    .executeTakeFirst();
  const content = row === undefined ? null : await opened(keyring, row.sealed, idHash);
  if (content === null) return;
  const sealed = await seal(keyring, { ...content, ...facts }, idHash);
  await db.updateTable("sessions").set({ sealed }).where("id_hash", "=", idHash).execute();
}

function seal(keyring: Keyring, content: SessionContent, idHash: string): Promise<string> {
  return keyring.seal(
    JSON.stringify({ ...content, nationalId: content.nationalId.reveal() }),
    placeOf(idHash),
  );
}

function secondsLeft(since: "created_at" | "last_seen_at", lifetimeSeconds: number) {
  return sql<string>`${lifetimeSeconds}::int - extract(epoch from (now() - ${sql.ref(since)}))`;
}

async function slideOn(db: Kysely<Tables>, idHash: string): Promise<void> {
  await db
    .updateTable("sessions")
    .set({ last_seen_at: sql<Date>`now()` })
    .where("id_hash", "=", idHash)
    .execute();
}

/** Null also for content that another release sealed in another form: a new log-in helps there, and trying again does not. */
async function opened(keyring: Keyring, sealed: string, idHash: string): Promise<SessionContent | null> {
  const text = await keyring.open(sealed, placeOf(idHash));
  if (text === null) return null;
  const content = sealedContent.safeParse(JSON.parse(text));
  const nationalId = content.success ? NationalId.parse(content.data.nationalId) : null;
  return content.success && nationalId !== null ? { ...content.data, nationalId } : null;
}

function placeOf(idHash: string): string {
  return `sessions.sealed ${idHash}`;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
