import type { Language } from "@foresattportal/shared/languages.ts";
import { createInstance, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { FIRST, FURTHER } from "../locales/index.ts";
import type { TextTree } from "./flat-texts.ts";

/** Promises an instance that throws where a text is missing, or a value that a text takes is not given to it. */
export async function strictTexts(language: Language, texts: TextTree): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { [FIRST]: texts, [FURTHER]: texts } },
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => {
      throw new Error(`no text for ${key}`);
    },
    missingInterpolationHandler: (text: string, [placeholder]: RegExpExecArray) => {
      throw new Error(`no value for ${placeholder} in ${text}`);
    },
  });
  return instance;
}
