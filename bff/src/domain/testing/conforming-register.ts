import type { Change, ContactField, ContactRecord } from "../contact-record.ts";
import { normalForm } from "../normal-form.ts";

/** How a register stores what it is given, within what the contract allows. */
export interface RegisterHabits {
  readonly holdsOrigin: boolean;
  /** Some databases keep timestamps by the second. */
  readonly dropsMilliseconds: boolean;
}

/** The record after the writes, by the semantics that every contact register must pass (contact-register-api). */
export function afterWrites(
  record: ContactRecord,
  changes: readonly Change[],
  habits: RegisterHabits,
  at: Date,
): ContactRecord {
  const contact = { ...record.contact };
  for (const change of changes) contact[change.field] = writeField(contact[change.field], change, habits, at);
  return { ...record, etag: `${record.etag}+`, contact };
}

function writeField(held: ContactField, change: Change, habits: RegisterHabits, at: Date): ContactField {
  if (change.origin === "krr" && held.optedOut) return held;
  const same =
    normalForm(change.field, held.value)?.normal === normalForm(change.field, change.value)?.normal;
  const value = same ? held.value : change.value;
  if (!habits.holdsOrigin) return { ...held, value, origin: "unknown" };
  return {
    ...held,
    value,
    origin: change.origin,
    originUpdatedAt: stored(change.originUpdatedAt, habits),
    originVerifiedAt: stored(change.originVerifiedAt, habits),
    fetchedAt: at,
  };
}

function stored(date: Date | undefined, { dropsMilliseconds }: RegisterHabits): Date | null {
  if (date === undefined) return null;
  return dropsMilliseconds ? new Date(Math.floor(date.getTime() / 1000) * 1000) : date;
}
