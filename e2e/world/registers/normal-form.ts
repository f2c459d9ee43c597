import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { ContactFieldName } from "../people/register-entry.ts";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const EMAIL_LIMIT = 254;

/** The form in which values are compared (product.md P10): E.164, or trimmed lower case; null when the value is no such thing. */
export function normalForm(field: ContactFieldName, value: string): string | null {
  return field === "email" ? normalEmail(value) : normalPhone(value);
}

function normalEmail(value: string): string | null {
  const trimmed = value.trim();
  return EMAIL.test(trimmed) && trimmed.length <= EMAIL_LIMIT ? trimmed.toLowerCase() : null;
}

function normalPhone(value: string): string | null {
  const parsed = parsePhoneNumberFromString(value.replaceAll("_", " ").trim(), {
    defaultCountry: "NO",
    extract: false,
  });
  if (parsed === undefined || !parsed.isPossible()) return null;
  return parsed.ext === undefined ? parsed.number : `${parsed.number};ext=${parsed.ext}`;
}
