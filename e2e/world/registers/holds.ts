import type { RegisterEntry, StoredField } from "../people/register-entry.ts";

/** What a register's own data model has room for. */
export interface Holds {
  readonly origin: boolean;
  readonly krrOptOut: boolean;
  readonly workPhone: boolean;
}

/** Forgets at once what this register has no room for, as a source system of that kind does. */
export function holdOnly(
  { email, mobile, workPhone }: RegisterEntry["contact"],
  holds: Holds,
): RegisterEntry["contact"] {
  return {
    email: heldPart(email, holds),
    mobile: heldPart(mobile, holds),
    workPhone: heldPart(holds.workPhone ? workPhone : { ...workPhone, value: null }, holds),
  };
}

function heldPart(field: StoredField, holds: Holds): StoredField {
  const optOut = holds.krrOptOut ? field.optOut : null;
  if (holds.origin) return { ...field, optOut };
  return {
    value: field.value,
    origin: "unknown",
    originUpdatedAt: null,
    originVerifiedAt: null,
    fetchedAt: null,
    optOut,
  };
}
