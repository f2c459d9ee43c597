import type { ContactFieldName } from "../people/register-entry.ts";
import { normalForm } from "./normal-form.ts";

/** Keeps phone numbers with their country's prefix and everything else as given. */
export function prefixed(field: ContactFieldName, value: string): string {
  return field === "email" ? value : (normalForm(field, value) ?? value);
}
