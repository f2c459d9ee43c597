import type { ContactFieldName } from "./contact-record.ts";
import { parseEmailAddress } from "./email-address.ts";
import { parsePhoneNumber } from "./phone-number.ts";

/** A value in the form in which values are compared (P10), and for reading. */
export interface NormalForm {
  readonly normal: string;
  readonly display: string;
  /** False when no message can arrive: no phone number or address at all, a placeholder, a landline as mobile number. */
  readonly usable: boolean;
}

/** Promises the same `normal` for the same contact point however it is written; null for an empty value. */
export function normalForm(field: ContactFieldName, value: string | null): NormalForm | null {
  const text = value?.trim() ?? "";
  if (text === "") return null;
  return (field === "email" ? emailForm(text) : phoneForm(field, text)) ?? asItStands(text);
}

function emailForm(text: string): NormalForm | null {
  const address = parseEmailAddress(text);
  return address === null ? null : { ...address, usable: true };
}

function phoneForm(field: ContactFieldName, text: string): NormalForm | null {
  const number = parsePhoneNumber(text);
  if (number === null) return null;
  const { normal, display, valid, takesSms } = number;
  return { normal, display, usable: field === "mobile" ? takesSms : valid };
}

function asItStands(text: string): NormalForm {
  return { normal: text.replaceAll(/\s+/g, " "), display: text, usable: false };
}
