import { isLanguage, type Language } from "@foresattportal/shared/languages.ts";

/** A cookie and not storage, since logging out empties the storage (LO15) and a choice of language is to outlive that. */
const NAME = "language";
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Promises the language that the person has chosen in this browser, or null. */
export function chosenLanguage(cookies: string): Language | null {
  const values = cookies
    .split("; ")
    .filter((cookie) => cookie.startsWith(`${NAME}=`))
    .map((cookie) => cookie.slice(NAME.length + 1));
  return values.find(isLanguage) ?? null;
}

/** Promises the cookie that keeps the choice for a year, for this portal alone; null takes a choice back. */
export function cookieFor(language: Language | null): string {
  const lifetime = language === null ? 0 : YEAR_SECONDS;
  return `${NAME}=${language ?? ""}; Path=/; Max-Age=${lifetime}; SameSite=Strict; Secure`;
}
