import { isLanguage } from "@foresattportal/shared/languages.ts";
import type { KrrChannelName } from "../krr/krr-store.ts";
import type { KrrChannel, KrrEntry } from "../people/person.ts";

/** What became of a form. */
export type Notice = "saved" | "confirmed" | "mobile-deleted" | "email-deleted" | "settings";

export type FormResult =
  | { readonly ok: true; readonly notice: Notice; readonly change: (entry: KrrEntry) => KrrEntry }
  | { readonly ok: false; readonly unreadable: readonly KrrChannelName[] };

const MOBILE = /^\+?[- _0-9]{8,20}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

/** Reads what was pressed and typed; null for a form that is not ours. */
export function readForm(form: URLSearchParams, now: Date): FormResult | null {
  switch (form.get("action")) {
    case "save":
      return readContact(form, now);
    case "confirm":
      return { ok: true, notice: "confirmed", change: (entry) => confirmed(entry, now) };
    case "delete-mobile":
      return { ok: true, notice: "mobile-deleted", change: (entry) => ({ ...entry, mobile: null }) };
    case "delete-email":
      return { ok: true, notice: "email-deleted", change: (entry) => ({ ...entry, email: null }) };
    case "settings":
      return { ok: true, notice: "settings", change: (entry) => withSettings(entry, form, now) };
    default:
      return null;
  }
}

function readContact(form: URLSearchParams, now: Date): FormResult {
  const mobile = (form.get("mobile") ?? "").trim();
  const email = (form.get("email") ?? "").trim();
  const unreadable: KrrChannelName[] = [];
  if (mobile !== "" && !isMobile(mobile)) unreadable.push("mobile");
  if (email !== "" && !EMAIL.test(email)) unreadable.push("email");
  if (unreadable.length > 0) return { ok: false, unreadable };
  return {
    ok: true,
    notice: "saved",
    change: (entry) => ({
      ...entry,
      mobile: saved(entry.mobile, prefixed(mobile), now),
      email: saved(entry.email, email, now),
    }),
  };
}

/** national-registers A.7: a Norwegian mobile number begins with 4 or 9 and has eight digits. */
function isMobile(typed: string): boolean {
  const number = prefixed(typed);
  return MOBILE.test(typed) && (!number.startsWith("+47") || /^\+47[49]\d{7}$/.test(number));
}

/** A new value is changed and confirmed now; saving the same value confirms it (national-registers A.5). */
function saved(held: KrrChannel | null, value: string, now: Date): KrrChannel | null {
  if (value === "") return null;
  if (held?.value === value) return { ...held, verifiedAt: now };
  return { value, updatedAt: now, verifiedAt: now, validatedAt: null };
}

/** As KRR keeps numbers today: E.164, Norwegian where no country is named (national-registers A.7). */
function prefixed(mobile: string): string {
  const digits = mobile.replaceAll(/[ _-]/g, "").replace(/^00/, "+");
  return /^\d{8}$/.test(digits) ? `+47${digits}` : digits;
}

function confirmed(entry: KrrEntry, now: Date): KrrEntry {
  return {
    ...entry,
    mobile: entry.mobile && { ...entry.mobile, verifiedAt: now },
    email: entry.email && { ...entry.email, verifiedAt: now },
  };
}

function withSettings(entry: KrrEntry, form: URLSearchParams, now: Date): KrrEntry {
  const language = form.get("language");
  return {
    ...entry,
    reservedAt: form.get("reserved") === "yes" ? (entry.reservedAt ?? now) : null,
    language: isLanguage(language) ? language : entry.language,
  };
}
