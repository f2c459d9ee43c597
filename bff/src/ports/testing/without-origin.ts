import type { Capabilities, ContactField } from "../../domain/contact-record.ts";

/** The field as it is after a write in a register that has no room for where a value came from. */
export function asHeld(field: ContactField, { holdsOrigin }: Capabilities): ContactField {
  if (holdsOrigin) return field;
  return { ...field, origin: "unknown", originUpdatedAt: null, originVerifiedAt: null, fetchedAt: null };
}

/** What left KRR takes its own value along and never somebody's typed one (N11). */
export function isNotKrrs(
  held: ContactField,
  change: { readonly value: string | null; readonly origin: string },
): boolean {
  return change.origin === "krr" && change.value === null && held.value !== null && held.origin !== "krr";
}
