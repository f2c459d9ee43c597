import type { Language } from "@foresattportal/shared/languages.ts";
import { AVAILABLE_LANGUAGES, DEFAULT_LANGUAGE } from "../locales/index.ts";
import { chosenLanguage } from "./own-choice.ts";
import { preferredLanguage } from "./preferred-language.ts";

/**
 * Promises the language to begin with, before anything is known of the person: her choice in this browser, else the
 * browser's, else bokmål. What kontaktregisteret says comes between the first two as soon as it is known (P25).
 */
export function firstLanguage(cookies: string, browser: readonly string[]): Language {
  return chosenLanguage(cookies) ?? preferredLanguage(browser, AVAILABLE_LANGUAGES, DEFAULT_LANGUAGE);
}
