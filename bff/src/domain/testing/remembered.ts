import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { applyOverlay, type OverlayEntry } from "../apply-overlay.ts";
import type { Change, ContactRecord } from "../contact-record.ts";
import { confirmedFields, divideWrite, type OverlayNote } from "../divide-write.ts";
import { normalForm } from "../normal-form.ts";
import { afterWrites, type RegisterHabits } from "./conforming-register.ts";

/** A record in a register without origins, with what is remembered of it: as after writes, and nothing before. */
export interface Remembered {
  readonly record: ContactRecord;
  readonly notes: readonly OverlayNote[];
}

/** Writes as the portal does where the register cannot hold origins. */
export function rememberedAfter(seen: ContactRecord, changes: readonly Change[], at: Date): Remembered {
  const { toRegister, toRemember } = divideWrite(seen.personId, changes, confirmedFields(seen, changes));
  const habits = { holdsOrigin: false, dropsMilliseconds: false };
  return { record: afterWrites(seen, toRegister, habits, at), notes: toRemember };
}

/** The record after the writes as the portal sees it, which remembers what the register does not. */
export function seenAfterWrites(
  record: ContactRecord,
  changes: readonly Change[],
  habits: RegisterHabits,
  at: Date,
): ContactRecord {
  return habits.holdsOrigin
    ? afterWrites(record, changes, habits, at)
    : seenBy(rememberedAfter(record, changes, at), at);
}

/** The record as it is to be seen. */
export function seenBy({ record, notes }: Remembered, at: Date): ContactRecord {
  const entries: Partial<Record<Channel, OverlayEntry>> = {};
  for (const { field, value, updatedAt, verifiedAt } of notes) {
    if (value === null) continue;
    const matches =
      normalForm(field, record.contact[field].value)?.normal === normalForm(field, value)?.normal;
    entries[field] = { matches, updatedAt, verifiedAt, fetchedAt: at };
  }
  return applyOverlay(record, entries);
}
