import { isLanguage } from "@foresattportal/shared/languages.ts";
import type { KrrChannelName } from "../krr/krr-store.ts";
import type { KrrChannel, KrrEntry } from "../people/person.ts";

export type FormErrors = Partial<Record<KrrChannelName, string>>;

export type FormResult =
  | { readonly ok: true; readonly message: string; readonly change: (entry: KrrEntry) => KrrEntry }
  | { readonly ok: false; readonly errors: FormErrors };

const MOBILE = /^\+?[- _0-9]{8,20}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;

/** Reads what was pressed and typed; null for a form that is not ours. */
export function readForm(form: URLSearchParams, now: Date): FormResult | null {
  switch (form.get("action")) {
    case "save":
      return readContact(form, now);
    case "confirm":
      return { ok: true, message: "Opplysningene er bekreftet.", change: (entry) => confirmed(entry, now) };
    case "delete-mobile":
      return {
        ok: true,
        message: "Mobilnummeret er slettet.",
        change: (entry) => ({ ...entry, mobile: null }),
      };
    case "delete-email":
      return {
        ok: true,
        message: "E-postadressen er slettet.",
        change: (entry) => ({ ...entry, email: null }),
      };
    case "settings":
      return { ok: true, message: "Valgene er lagret.", change: (entry) => withSettings(entry, form, now) };
    default:
      return null;
  }
}

function readContact(form: URLSearchParams, now: Date): FormResult {
  const mobile = (form.get("mobile") ?? "").trim();
  const email = (form.get("email") ?? "").trim();
  const errors: FormErrors = {
    ...(mobile !== "" &&
      !MOBILE.test(mobile) && {
        mobile: "Skriv mobilnummeret med minst åtte sifre, for eksempel 912 34 567.",
      }),
    ...(email !== "" && !EMAIL.test(email) && { email: "Skriv e-postadressen slik: navn@eksempel.no." }),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    message: "Opplysningene er lagret.",
    change: (entry) => ({
      ...entry,
      mobile: saved(entry.mobile, prefixed(mobile), now),
      email: saved(entry.email, email, now),
    }),
  };
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
