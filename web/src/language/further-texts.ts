import type { i18n } from "i18next";
import { FURTHER } from "../locales/index.ts";

/** Whether the texts of later views are there in the language that is shown. */
export function hasFurtherTexts(texts: i18n): boolean {
  return texts.hasResourceBundle(texts.language, FURTHER);
}

/** Promises the texts of later views in the language that is shown, and throws when they cannot be fetched. */
export async function fetchFurtherTexts(texts: i18n): Promise<void> {
  const { language } = texts;
  // Not `loadNamespaces`, which never tries again what failed once, and then shows keys in the place of texts.
  if (!hasFurtherTexts(texts)) await texts.reloadResources([language], [FURTHER]);
  if (!texts.hasResourceBundle(language, FURTHER)) throw new Error("the texts could not be fetched");
}
