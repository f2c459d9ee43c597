import type { Language } from "@foresattportal/shared/languages.ts";
import type { i18n } from "i18next";
import { FIRST } from "../locales/index.ts";

/**
 * Shows the page in this language: the texts are fetched first, so that the page never stands without words. Promises
 * false, and leaves everything as it is, when they cannot be fetched.
 */
export async function showLanguage(texts: i18n, language: Language): Promise<boolean> {
  // Not `loadLanguages`, which never tries again what failed once.
  if (!texts.hasResourceBundle(language, FIRST)) await texts.reloadResources([language]);
  if (!texts.hasResourceBundle(language, FIRST)) return false;
  await texts.changeLanguage(language);
  document.documentElement.lang = language;
  return true;
}
