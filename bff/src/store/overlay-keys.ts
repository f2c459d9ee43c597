import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { normalForm } from "../domain/normal-form.ts";
import type { Keyring } from "../platform/keyring.ts";

/** By what the overlay knows persons and values. */
export interface OverlayKeys {
  person(registerId: string, personId: string): string;
  /** Null for an empty value. */
  value(registerId: string, personId: string, field: Channel, value: string | null): string | null;
}

/**
 * Keyed hashes alone. Promises the same one for a value however it is spelled, and another one for each person, so that
 * nobody can tell who shares a number; none is used for a person in any other table.
 */
export function createOverlayKeys(keyring: Keyring): OverlayKeys {
  const hash = (...parts: readonly string[]): string =>
    keyring.pseudonym(JSON.stringify(["overlay", ...parts]));
  return {
    person: (registerId, personId) => hash(registerId, personId),
    value(registerId, personId, field, value) {
      const form = normalForm(field, value);
      return form === null ? null : hash(registerId, personId, field, form.normal);
    },
  };
}
