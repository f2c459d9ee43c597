import { isLanguage, type Language } from "@foresattportal/shared/languages.ts";
import type nb from "./nb.json";

/** The texts of one language; every other language file has exactly the keys of bokmål. */
export type Texts = typeof nb;

/** Used when none of a person's languages has a file. */
export const DEFAULT_LANGUAGE = "nb" satisfies Language;

/** Languages whose texts no native reader has gone through yet; the page says so (docs/languages.md). */
export const AWAITING_REVIEW: readonly Language[] = ["se"];

const files = import.meta.glob<Texts>("./*.json", { import: "default" });

/** The languages that have a file here. */
export const AVAILABLE_LANGUAGES: readonly Language[] = Object.keys(files)
  .map((path) => path.slice("./".length, -".json".length))
  .filter(isLanguage);

/** Loads the texts of one language, and of no other. */
export function loadTexts(language: Language): Promise<Texts> {
  const load = files[`./${language}.json`];
  if (load === undefined) throw new Error(`no texts for ${language}`);
  return load();
}
