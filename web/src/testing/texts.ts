import type { Language } from "@foresattportal/shared/languages.ts";
import type { i18n } from "i18next";
import { createTexts } from "../i18n.ts";
import en from "../locales/en.json";
import furtherEn from "../locales/further/en.json";
import furtherNb from "../locales/further/nb.json";
import furtherNn from "../locales/further/nn.json";
import furtherSe from "../locales/further/se.json";
import type { FurtherTexts, Texts } from "../locales/index.ts";
import nb from "../locales/nb.json";
import nn from "../locales/nn.json";
import se from "../locales/se.json";

const FIRST: Readonly<Record<Language, Texts>> = { nb, nn, en, se };
const FURTHER: Readonly<Record<Language, FurtherTexts>> = {
  nb: furtherNb,
  nn: furtherNn,
  en: furtherEn,
  se: furtherSe,
};

function bothFilesOf(language: Language): Texts & FurtherTexts {
  return { ...FIRST[language], ...FURTHER[language] };
}

/** The texts of all languages at once, both files of each; a language that lacks a text of bokmål does not compile. */
export const TEXTS: Readonly<Record<Language, Texts & FurtherTexts>> = {
  nb: bothFilesOf("nb"),
  nn: bothFilesOf("nn"),
  en: bothFilesOf("en"),
  se: bothFilesOf("se"),
};

/** The texts of a language, as a visitor gets them. */
export function textsIn(language: Language): Promise<i18n> {
  return createTexts(language, { first: FIRST[language], further: FURTHER[language] });
}

/** The texts of bokmål, as a visitor gets them. */
export function bokmal(): Promise<i18n> {
  return textsIn("nb");
}
