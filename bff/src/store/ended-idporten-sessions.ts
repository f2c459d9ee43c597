import { sql, type ExpressionBuilder, type Kysely, type SqlBool } from "kysely";
import type { Tables } from "./tables.ts";

/** Anybody can call the front channel with any `sid`: beyond so many, what it says of unknown ones is not noted. */
const MAX_HEARSAY = 50_000;

/**
 * Notes that ID-porten has ended this session of its own: whatever log-in comes of it, now or in a moment, is none.
 * An insert waits for nobody who holds a row of `sessions`, so that a logout counts before anything is deleted.
 */
export async function noteEnded(db: Kysely<Tables>, sid: string): Promise<void> {
  await db
    .insertInto("ended_idporten_sessions")
    .values({ sid })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The same of what nobody has signed; promises a table that others cannot fill. */
export async function noteHearsay(db: Kysely<Tables>, sid: string): Promise<void> {
  await sql`insert into ended_idporten_sessions (sid) select ${sid}
    where (select count(*) from (select 1 from ended_idporten_sessions limit ${MAX_HEARSAY}) as noted) < ${MAX_HEARSAY}
      or exists (select 1 from sessions where idporten_sid = ${sid})
    on conflict do nothing`.execute(db);
}

/** Condition of a query on `sessions`: ID-porten has not ended the session that this one came out of. */
export function notEndedAtIdporten({ not, exists, selectFrom }: ExpressionBuilder<Tables, "sessions">) {
  return not(
    exists(
      selectFrom("ended_idporten_sessions")
        .select(sql<SqlBool>`true`.as("ended"))
        .whereRef("ended_idporten_sessions.sid", "=", "sessions.idporten_sid"),
    ),
  );
}
