import type { Language } from "@foresattportal/shared/languages.ts";
import type { i18n } from "i18next";
import { loadTexts } from "../locales/index.ts";

const NAMESPACE = "translation";

/**
 * Shows the page in this language: the texts are fetched first, so that the page never stands without words. Promises
 * false, and leaves everything as it is, when they cannot be fetched.
 */
export async function showLanguage(texts: i18n, language: Language): Promise<boolean> {
  if (!texts.hasResourceBundle(language, NAMESPACE)) {
    try {
      texts.addResourceBundle(language, NAMESPACE, await loadTexts(language));
    } catch {
      return false;
    }
  }
  await texts.changeLanguage(language);
  document.documentElement.lang = language;
  return true;
}
