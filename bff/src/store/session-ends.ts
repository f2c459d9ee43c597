import type { Kysely } from "kysely";
import { dropAllCopies } from "./answer-copies.ts";
import { hashOf } from "./session-content.ts";
import { isLive } from "./session-life.ts";
import type { Tables } from "./tables.ts";

/** So few that the locks of their holders' copies fit beside everybody else's in the database's table of locks. */
const AT_ONCE = 500;

/** Ends one session; whose it was, or null when there was none. */
export async function endOne(
  transaction: Kysely<Tables>,
  token: string,
  because: "logout" | "new-login",
): Promise<string | null> {
  const ended = await transaction
    .deleteFrom("sessions")
    .where("id_hash", "=", hashOf(token))
    .returning("subject")
    .executeTakeFirst();
  if (ended !== undefined && because === "logout") await dropAllCopies(transaction, [ended.subject]);
  return ended?.subject ?? null;
}

/** Ends what came out of one session at ID-porten; whose each of them was. */
export function endBySid(db: Kysely<Tables>, sid: string): Promise<readonly string[]> {
  return db.transaction().execute(async (transaction) => {
    const ended = await transaction
      .deleteFrom("sessions")
      .where("idporten_sid", "=", sid)
      .returning("subject")
      .execute();
    const subjects = ended.map(({ subject }) => subject);
    await dropAllCopies(transaction, subjects);
    return subjects;
  });
}

/** Ends all of a person; how many of them were live. */
export async function endBySubject(transaction: Kysely<Tables>, subject: string): Promise<number> {
  const ended = await transaction
    .deleteFrom("sessions")
    .where("subject", "=", subject)
    .returning(isLive.as("live"))
    .execute();
  await dropAllCopies(transaction, [subject]);
  return ended.filter(({ live }) => live).length;
}

/** Ends everybody's, some at a time; how many of them were live. */
export async function endEverybody(db: Kysely<Tables>): Promise<number> {
  let live = 0;
  for (let ended = AT_ONCE; ended > 0;) {
    const rows = await db.transaction().execute(async (transaction) => {
      const gone = await transaction
        .deleteFrom("sessions")
        .where("id_hash", "in", (all) =>
          all.selectFrom("sessions").select("id_hash").limit(AT_ONCE).forUpdate(),
        )
        .returning(["subject", isLive.as("live")])
        .execute();
      await dropAllCopies(
        transaction,
        gone.map(({ subject }) => subject),
      );
      return gone;
    });
    ended = rows.length;
    live += rows.filter((row) => row.live).length;
  }
  return live;
}
