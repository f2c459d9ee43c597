import type { Capabilities, Change, ContactField, ContactRecord } from "../../domain/contact-record.ts";
import { normalForm } from "../../domain/normal-form.ts";
import { asHeld, isNotKrrs } from "./without-origin.ts";

/** What the contract calls the outcome of a write that is looked at. */
export type Effect = "updated" | "unchanged" | "opted-out" | "locked" | "refused";

/**
 * What a write makes of a record by the semantics that every contact register must pass: all changes or none, told by
 * the outcome of the first that is not taken (contact-register-api).
 */
export function effectOf(
  record: ContactRecord,
  changes: readonly Change[],
  can: Capabilities,
): { readonly effect: Effect; readonly record: ContactRecord } {
  const contact = { ...record.contact };
  let effect: Effect = "unchanged";
  for (const change of changes) {
    const held = record.contact[change.field];
    const after = can.writable.has(change.field) ? fieldAfter(held, change) : "refused";
    if (typeof after === "string") return { effect: after, record };
    const kept = after === held ? held : asHeld(after, can);
    // Where nothing but the value is kept, the same value is nothing new.
    if (kept === held || (!can.holdsOrigin && kept.value === held.value)) continue;
    contact[change.field] = kept;
    effect = "updated";
  }
  return effect === "updated"
    ? { effect, record: { ...record, etag: nextEtag(record.etag), contact } }
    : { effect, record };
}

/** Promises another version than this one and every one before it. */
export function nextEtag(etag: string): string {
  return String(Number(etag) + 1);
}

function fieldAfter(held: ContactField, change: Change): ContactField | Effect {
  if (change.origin === "krr") {
    // The work phone is the guardian's own.
    if (change.field === "workPhone") return "refused";
    if (held.optedOut === true) return "opted-out";
    if (isNotKrrs(held, change)) return "refused";
  } else if (held.origin === "krr" && held.value !== null && held.optedOut !== true) {
    return "locked";
  }
  return isSame(held, change) ? held : written(held, change);
}

function isSame(held: ContactField, change: Change): boolean {
  if (change.value === null) return held.value === null;
  return (
    isSameValue(held, change) &&
    held.origin === change.origin &&
    isSameTime(held.originUpdatedAt, change.originUpdatedAt) &&
    isSameTime(held.originVerifiedAt, change.originVerifiedAt)
  );
}

function isSameValue(held: ContactField, { field, value }: Change): boolean {
  return normalForm(field, held.value)?.normal === normalForm(field, value)?.normal;
}

function isSameTime(held: Date | null, named: Date | undefined): boolean {
  return named === undefined || held?.getTime() === named.getTime();
}

function written(held: ContactField, change: Change): ContactField {
  const same = isSameValue(held, change);
  const value = same ? held.value : change.value;
  return {
    ...held,
    value,
    origin: value === null ? "unknown" : change.origin,
    originUpdatedAt: change.originUpdatedAt ?? (same ? held.originUpdatedAt : null),
    originVerifiedAt: change.originVerifiedAt ?? (same ? held.originVerifiedAt : null),
  };
}
