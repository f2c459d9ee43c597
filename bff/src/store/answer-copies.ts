import { origin } from "@foresattportal/shared/contract/values.ts";
import { sql, type Kysely } from "kysely";
import { z } from "zod";
import type { AnswerCopy } from "../domain/answer-copy.ts";
import type { Tables } from "./tables.ts";

const time = z.iso
  .datetime()
  .transform((text) => new Date(text))
  .nullable();
const field = z.object({
  value: z.string().nullable(),
  origin,
  originUpdatedAt: time,
  originVerifiedAt: time,
  fetchedAt: time,
  optedOut: z.boolean().nullable(),
});
const record = z.object({
  personId: z.string(),
  name: z.object({ given: z.string(), middle: z.string().nullable(), family: z.string() }),
  roles: z.array(z.enum(["guardian", "employee"])),
  status: z.enum(["active", "inactive", "moved", "dead", "unknown"]),
  contact: z.object({ mobile: field, email: field, workPhone: field }),
});
const form = z.object({
  // No version is kept, so that no register takes a write that was made from a copy.
  records: z.array(record.transform((kept) => ({ ...kept, etag: "" }))),
  capabilities: z
    .object({
      writable: z
        .array(z.enum(["mobile", "email", "workPhone"]))
        .transform((fields): ReadonlySet<(typeof fields)[number]> => new Set(fields)),
      holdsOrigin: z.boolean(),
      holdsOptOut: z.boolean(),
    })
    .nullable(),
});

/** A copy as text, without the versions of its records. */
export function writeCopy({ records, capabilities }: AnswerCopy): string {
  return JSON.stringify({
    records: records.map(({ etag: _version, ...kept }) => kept),
    capabilities: capabilities && { ...capabilities, writable: [...capabilities.writable] },
  });
}

/** Promises null for a text in the form of another release. */
export function readCopy(text: string): AnswerCopy | null {
  const parsed = form.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}

/**
 * Where a copy opens: for this person, this register and this very answer. A release that notes a newer answer and
 * knows no copies thereby closes the older one.
 */
export function placeOfCopy(subject: string, registerId: string, answeredAt: Date): string {
  return `last_answers.sealed ${subject} ${registerId} ${answeredAt.toISOString()}`;
}

/** Until the transaction ends, nobody else drops copies of this person. */
export async function lockCopies(transaction: Kysely<Tables>, ...subjects: readonly string[]): Promise<void> {
  // In one order for everybody, so that of two who lock the same persons' neither waits for the other for ever.
  await sql`select pg_advisory_xact_lock(hashtextextended(subject, 0))
    from unnest(${[...subjects].sort()}::text[]) as subject`.execute(transaction);
}

/**
 * Drops what is kept of these registers, under the lock. The time of the drop stays in place of the copy's, until the
 * sweep: an answer that was on its way by then finds it there.
 */
export async function dropCopiesOf(
  transaction: Kysely<Tables>,
  subject: string,
  registerIds: readonly string[],
  asked: Date,
): Promise<void> {
  await lockCopies(transaction, subject);
  const droppedAt = sql<Date>`greatest(${asked}::timestamptz, case when sealed is null then sealed_at end)`;
  await transaction
    .updateTable("last_answers")
    .set({ sealed: null, sealed_at: droppedAt })
    .where("subject", "=", subject)
    .where("register_id", "in", registerIds)
    .execute();
}

/** Drops everything that is kept of these persons; what was dropped before stays dropped. */
export async function dropAllCopies(transaction: Kysely<Tables>, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await lockCopies(transaction, ...new Set(subjects));
  await transaction
    .updateTable("last_answers")
    .set({ sealed: null, sealed_at: null })
    .where("subject", "in", subjects)
    .where("sealed", "is not", null)
    .execute();
}
