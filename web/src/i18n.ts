import type { Language } from "@foresattportal/shared/languages.ts";
import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Texts } from "./locales/index.ts";

/** Promises an instance that holds the texts of this language and shows them as they are: React escapes what it renders. */
export async function createTexts(language: Language, texts: Texts): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: texts } },
    interpolation: { escapeValue: false },
  });
  return instance;
}
