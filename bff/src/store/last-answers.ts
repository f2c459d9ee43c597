import { sql, type Kysely } from "kysely";
import type { Keyring } from "../platform/keyring.ts";
import type { LastAnswer, LastAnswers } from "../ports/last-answers.ts";
import { dropCopiesOf, placeOfCopy, readCopy, writeCopy } from "./answer-copies.ts";
import { guarded } from "./guarded.ts";
import type { Tables } from "./tables.ts";

type Noted = Parameters<LastAnswers["record"]>[1][number];

/** Times of good answers, and for `copyHours` a sealed copy of what was answered; 0 keeps none. */
export function createLastAnswers(db: Kysely<Tables>, keyring: Keyring, copyHours: number): LastAnswers {
  const sealed = async (subject: string, { registerId, copy }: Noted, asked: Date): Promise<string | null> =>
    copy === null || copyHours === 0
      ? null
      : keyring.seal(writeCopy(copy), placeOfCopy(subject, registerId, asked));
  const opened = async (subject: string, row: AnsweredRow): Promise<LastAnswer> => {
    const place = placeOfCopy(subject, row.register_id, row.answered_at);
    const text = row.sealed === null ? null : await keyring.open(row.sealed, place);
    return { at: row.answered_at, copy: text === null ? null : readCopy(text) };
  };
  return {
    record: (subject, answers, asked) =>
      guarded(async () => {
        if (answers.length === 0) return;
        const told = await Promise.all(
          answers.map(async (noted) => ({
            registerId: noted.registerId,
            sealed: await sealed(subject, noted, asked),
          })),
        );
        await keep(db, subject, asked, told);
      }),

    find: (subject) =>
      guarded(async () => {
        const inTime = sql<boolean>`sealed_at > now() - ${copyHours} * interval '1 hour'`;
        const rows = await db
          .selectFrom("last_answers")
          .select(["register_id", "answered_at"])
          .select(sql<string | null>`case when ${inTime} then sealed end`.as("sealed"))
          .where("subject", "=", subject)
          .execute();
        return new Map(
          await Promise.all(rows.map(async (row) => [row.register_id, await opened(subject, row)] as const)),
        );
      }),

    dropCopies: (subject, registerIds, asked) =>
      guarded(async () => {
        if (registerIds.length === 0) return;
        await db
          .transaction()
          .execute((transaction) => dropCopiesOf(transaction, subject, registerIds, asked));
      }),
  };
}

interface AnsweredRow {
  readonly register_id: string;
  readonly answered_at: Date;
  readonly sealed: string | null;
}

/**
 * One statement, since this is noted on every page. No copy is kept where the person's last session is ended meanwhile:
 * a logout stands. A session that is just being ended is waited for, and one that this statement has found is not ended
 * before it is through, so that whatever was noted is there for the logout to drop. Nothing is noted where another
 * look-up, which began later, was faster.
 */
async function keep(
  db: Kysely<Tables>,
  subject: string,
  asked: Date,
  told: readonly { readonly registerId: string; readonly sealed: string | null }[],
): Promise<void> {
  // In one order for everybody, so that of two who note the same neither waits for the other for ever.
  const rows = told.toSorted((one, other) => (one.registerId < other.registerId ? -1 : 1));
  await db
    .insertInto("last_answers")
    .columns(["subject", "register_id", "answered_at", "sealed", "sealed_at"])
    .expression(
      sql`select ${subject}, told.register_id, ${asked}::timestamptz, copy.sealed,
        case when copy.sealed is not null then now() end
      from unnest(${rows.map(({ registerId }) => registerId)}::text[], ${rows.map(({ sealed }) => sealed)}::text[])
        as told (register_id, sealed)
      left join (select true as live from sessions where subject = ${subject} limit 1 for key share) as session on true
      cross join lateral (select case when session.live then told.sealed end as sealed) as copy`,
    )
    .onConflict((conflict) =>
      conflict
        .columns(["subject", "register_id"])
        .doUpdateSet(({ ref }) => ({
          answered_at: ref("excluded.answered_at"),
          sealed: ref("excluded.sealed"),
          sealed_at: ref("excluded.sealed_at"),
        }))
        .whereRef("last_answers.answered_at", "<=", "excluded.answered_at")
        .where(({ eb, or, ref }) =>
          or([
            eb("last_answers.sealed", "is not", null),
            eb("last_answers.sealed_at", "is", null),
            eb("last_answers.sealed_at", "<", ref("excluded.answered_at")),
          ]),
        ),
    )
    .execute();
}
