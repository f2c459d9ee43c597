import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Keyring } from "../platform/keyring.ts";
import type { SessionContent, Sessions } from "../ports/sessions.ts";
import { noteEnded, noteHearsay } from "./ended-idporten-sessions.ts";
import { guarded } from "./guarded.ts";
import { createSessionContents, hashOf, type SessionContents } from "./session-content.ts";
import { endBySid, endBySubject, endEverybody, endOne } from "./session-ends.ts";
import { findSession } from "./session-lookup.ts";
import type { Tables } from "./tables.ts";

const TOKEN_BYTES = 32;

/** Sessions in the database, found by hash and sealed under the key ring and the token; all times are the database's. */
export function createSessions(db: Kysely<Tables>, keyring: Keyring): Sessions {
  const contents = createSessionContents(keyring);
  const subjectOf = ({ nationalId }: Pick<SessionContent, "nationalId">): string =>
    keyring.pseudonym(nationalId.reveal());
  const inOne = <T>(work: (transaction: Kysely<Tables>) => Promise<T>): Promise<T> =>
    guarded(() => db.transaction().execute(work));
  return {
    create: (content, idportenSid) =>
      guarded(async () => {
        const token = randomBytes(TOKEN_BYTES).toString("base64url");
        const sealed = await contents.seal(content, token);
        const row = {
          id_hash: hashOf(token),
          idporten_sid: idportenSid,
          subject: subjectOf(content),
          sealed,
        };
        await db.insertInto("sessions").values(row).execute();
        return token;
      }),

    find: (token, { slide }) => guarded(() => findSession(db, contents, token, slide)),
    remember: (token, facts) => guarded(() => remember(db, contents, token, facts)),

    end: (token, because) => inOne((transaction) => endOne(transaction, token, because)),
    endByIdportenSid: (sid) =>
      guarded(async () => {
        await noteHearsay(db, sid);
        return endBySid(db, sid);
      }),
    endByNationalId: (nationalId) =>
      inOne((transaction) => endBySubject(transaction, subjectOf({ nationalId }))),
    endAll: () => guarded(() => endEverybody(db)),

    endByLogoutToken: ({ sid, tokenId, expiresAt }) =>
      guarded(async () => {
        const first = await db.transaction().execute(async (transaction) => {
          const used = await transaction
            .insertInto("used_logout_tokens")
            .values({ token_hash: hashOf(tokenId), expires_at: expiresAt })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          if (used.numInsertedOrUpdatedRows !== 1n) return false;
          await noteEnded(transaction, sid);
          return true;
        });
        return first ? endBySid(db, sid) : "used-before";
      }),
  };
}

async function remember(
  db: Kysely<Tables>,
  contents: SessionContents,
  token: string,
  facts: Parameters<Sessions["remember"]>[1],
): Promise<void> {
  const row = await db
    .selectFrom("sessions")
    .select("sealed")
    .where("id_hash", "=", hashOf(token))
    .executeTakeFirst();
  const content = row === undefined ? null : await contents.open(row.sealed, token);
  if (content === null) return;
  const sealed = await contents.seal({ ...content, ...facts }, token);
  await db
    .updateTable("sessions")
    .set({ sealed })
    .where("id_hash", "=", hashOf(token))
    // One that has run out meanwhile stays empty.
    .where("sealed", "!=", "")
    .execute();
}
