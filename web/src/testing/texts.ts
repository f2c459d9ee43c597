import type { Language } from "@foresattportal/shared/languages.ts";
import type { i18n } from "i18next";
import { createTexts } from "../i18n.ts";
import en from "../locales/en.json";
import type { Texts } from "../locales/index.ts";
import nb from "../locales/nb.json";
import nn from "../locales/nn.json";
import se from "../locales/se.json";

/** The texts of all languages at once; a language that lacks a text of bokmål does not compile. */
export const TEXTS: Readonly<Record<Language, Texts>> = { nb, nn, en, se };

/** The texts of a language, as a visitor gets them. */
export function textsIn(language: Language): Promise<i18n> {
  return createTexts(language, TEXTS[language]);
}

/** The texts of bokmål, as a visitor gets them. */
export function bokmal(): Promise<i18n> {
  return textsIn("nb");
}
