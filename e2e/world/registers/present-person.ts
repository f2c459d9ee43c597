import type { RegisterEntry, StoredField } from "../people/register-entry.ts";
import { isLocked } from "./apply-changes.ts";
import type { Holds } from "./holds.ts";
import type { StoredPerson } from "./store.ts";

/** A person in the shape of the contract; relations have a resource of their own. */
export function presentPerson({ entry, etag }: StoredPerson, holds: Holds): Record<string, unknown> {
  const { relations: _ownResource, ...person } = entry;
  return { ...person, etag, contact: presentContact(entry.contact, holds) };
}

function presentContact({ email, mobile, workPhone }: RegisterEntry["contact"], holds: Holds) {
  return {
    email: presentField(email),
    mobile: presentField(mobile),
    ...(holds.workPhone && {
      workPhone: { value: workPhone.value, origin: workPhone.origin, editable: true },
    }),
  };
}

function presentField(field: StoredField) {
  return {
    value: field.value,
    origin: field.origin,
    ...(field.originUpdatedAt && { originUpdatedAt: field.originUpdatedAt }),
    ...(field.originVerifiedAt && { originVerifiedAt: field.originVerifiedAt }),
    ...(field.fetchedAt && { fetchedAt: field.fetchedAt }),
    krrOptOut: field.optOut !== null,
    editable: !isLocked(field),
  };
}
