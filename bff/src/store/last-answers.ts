import { sql, type Kysely } from "kysely";
import type { Keyring } from "../platform/keyring.ts";
import type { LastAnswer, LastAnswers } from "../ports/last-answers.ts";
import { dropCopiesOf, lockCopies, placeOfCopy, readCopy, writeCopy } from "./answer-copies.ts";
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
        const rows = await Promise.all(
          answers.map(async (noted) => ({
            subject,
            register_id: noted.registerId,
            answered_at: asked,
            sealed: await sealed(subject, noted, asked),
          })),
        );
        await db.transaction().execute((transaction) => keep(transaction, subject, rows));
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
 * The copy is dropped where the last session of the person was ended meanwhile: a logout stands. Nothing is noted where
 * another look-up, which began later, was faster.
 */
async function keep(
  transaction: Kysely<Tables>,
  subject: string,
  rows: readonly (AnsweredRow & { readonly subject: string })[],
): Promise<void> {
  await lockCopies(transaction, subject);
  const session = await transaction
    .selectFrom("sessions")
    .select("id_hash")
    .where("subject", "=", subject)
    .limit(1)
    .executeTakeFirst();
  const kept = rows.map((row) => {
    const copy = session === undefined ? null : row.sealed;
    return { ...row, sealed: copy, sealed_at: copy === null ? null : sql<Date>`now()` };
  });
  await transaction
    .insertInto("last_answers")
    .values(kept)
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
