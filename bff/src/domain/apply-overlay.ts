import { CHANNELS, type Channel } from "@foresattportal/shared/contract/values.ts";
import type { ContactField, ContactRecord } from "./contact-record.ts";
import { normalForm } from "./normal-form.ts";

/** What the portal remembers of the last value out of KRR that it put into one field of a register without origins. */
export interface OverlayEntry {
  /** Whether the field still holds that very value. */
  readonly matches: boolean;
  /** When the citizen last changed and last confirmed it in KRR. */
  readonly updatedAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly fetchedAt: Date;
}

/** The entries on one record. */
export type OverlayEntries = Readonly<Partial<Record<Channel, OverlayEntry>>>;

/**
 * A record of a register that cannot hold origins, as everything that decides is to see it. Promises `krr` for a value
 * that stands as it was written, and `manual` for one that was put in its place; nothing is said of an empty field, and
 * what nobody remembers stays as the register tells it.
 */
export function applyOverlay(record: ContactRecord, entries: OverlayEntries): ContactRecord {
  const contact = { ...record.contact };
  for (const field of CHANNELS) {
    const entry = entries[field];
    if (entry !== undefined && normalForm(field, contact[field].value) !== null)
      contact[field] = withOrigin(contact[field], entry);
  }
  return { ...record, contact };
}

function withOrigin(held: ContactField, entry: OverlayEntry): ContactField {
  if (!entry.matches)
    return { ...held, origin: "manual", originUpdatedAt: null, originVerifiedAt: null, fetchedAt: null };
  const { updatedAt, verifiedAt, fetchedAt } = entry;
  return { ...held, origin: "krr", originUpdatedAt: updatedAt, originVerifiedAt: verifiedAt, fetchedAt };
}
