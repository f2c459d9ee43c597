import type { ContactFieldName } from "./contact-record.ts";
import { parseEmailAddress } from "./email-address.ts";
import { parsePhoneNumber } from "./phone-number.ts";

/** A value in the form in which values are compared (P10), and for reading. */
export interface NormalForm {
  readonly normal: string;
  readonly display: string;
  /** False when the text is no phone number or e-mail address: it is shown as it stands and reaches nobody. */
  readonly usable: boolean;
}

/** Promises the same `normal` for the same contact point however it is written; null for an empty value. */
export function normalForm(field: ContactFieldName, value: string | null): NormalForm | null {
  const text = value?.trim() ?? "";
  if (text === "") return null;
  const parsed = field === "email" ? parseEmailAddress(text) : parsePhoneNumber(text);
  if (parsed !== null) return { normal: parsed.normal, display: parsed.display, usable: true };
  return { normal: text.replaceAll(/\s+/g, " "), display: text, usable: false };
}
