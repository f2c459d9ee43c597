import type { Language } from "@foresattportal/shared/languages.ts";

/** What browsers call a language that we know under another code: `no` is the code of all Norwegian, read as bokmål. */
const OTHER_CODES: Readonly<Record<string, Language>> = { no: "nb" };

/** Promises the first of a browser's languages that is available, in the order in which the person prefers them. */
export function preferredLanguage(
  wanted: readonly string[],
  available: readonly Language[],
  fallback: Language,
): Language {
  for (const tag of wanted) {
    const [primary = ""] = tag.toLowerCase().split("-");
    const code = OTHER_CODES[primary] ?? primary;
    const found = available.find((language) => language === code);
    if (found !== undefined) return found;
  }
  return fallback;
}
