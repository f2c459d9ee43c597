import type { Language } from "@foresattportal/shared/languages.ts";
import { createInstance, type BackendModule, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import {
  FIRST,
  FURTHER,
  loadFurtherTexts,
  loadTexts,
  type FurtherTexts,
  type Texts,
} from "./locales/index.ts";

/** Where i18next finds what it was not given: the files of another language, or of a later view. */
const localeFiles: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language, namespace, done) {
    void (async () => {
      try {
        done(null, await (namespace === FURTHER ? loadFurtherTexts(language) : loadTexts(language)));
      } catch (error) {
        done(String(error), null);
      }
    })();
  },
};

export interface GivenTexts {
  readonly first: Texts;
  readonly further?: FurtherTexts;
}

/** Promises an instance that holds the texts of this language and shows them as they are: React escapes what it renders. */
export async function createTexts(language: Language, { first, further }: GivenTexts): Promise<i18n> {
  const instance = createInstance();
  await instance
    .use(localeFiles)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      ns: [FIRST],
      resources: { [language]: { [FIRST]: first, ...(further === undefined ? {} : { [FURTHER]: further }) } },
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
    });
  return instance;
}
