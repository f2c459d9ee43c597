import type { Language } from "@foresattportal/shared/languages.ts";
import type { i18n } from "i18next";
import { FIRST, FURTHER } from "../locales/index.ts";
import { hasFurtherTexts } from "./further-texts.ts";

/**
 * Shows the page in this language: the texts are fetched first, so that the page never stands without words. Promises
 * false, and leaves everything as it is, when they cannot be fetched.
 *
 * @param isWanted asked when the texts are there: another choice may have been made meanwhile.
 */
export async function showLanguage(
  texts: i18n,
  language: Language,
  isWanted: () => boolean,
): Promise<boolean> {
  const needed = hasFurtherTexts(texts) ? [FIRST, FURTHER] : [FIRST];
  const isMissing = (namespace: string): boolean => !texts.hasResourceBundle(language, namespace);
  const missing = needed.filter(isMissing);
  // Not `loadLanguages`, which never tries again what failed once.
  if (missing.length > 0) await texts.reloadResources([language], missing);
  if (needed.some(isMissing)) return false;
  if (!isWanted()) return true;
  await texts.changeLanguage(language);
  document.documentElement.lang = language;
  return true;
}
