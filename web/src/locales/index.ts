import { isLanguage, type Language } from "@foresattportal/shared/languages.ts";
import type nbFurther from "./further/nb.json";
import type nb from "./nb.json";

/** What the first view of «Min profil» says; every other language file has exactly the keys of bokmål. */
export type Texts = typeof nb;
/** What statements, help and dialogs say: fetched when one of them is shown. */
export type FurtherTexts = typeof nbFurther;

/** The names under which i18next keeps the two. */
export const FIRST = "translation";
export const FURTHER = "further";

/** Used when none of a person's languages has a file. */
export const DEFAULT_LANGUAGE = "nb" satisfies Language;

/** Languages whose texts no native reader has gone through yet; the page says so (docs/languages.md). */
export const AWAITING_REVIEW: readonly Language[] = ["se"];

const files = import.meta.glob<Texts>("./*.json", { import: "default" });
const furtherFiles = import.meta.glob<FurtherTexts>("./further/*.json", { import: "default" });

/** The languages that have a file here. */
export const AVAILABLE_LANGUAGES: readonly Language[] = Object.keys(files)
  .map((path) => path.slice("./".length, -".json".length))
  .filter(isLanguage);

/** Loads what the first view says in one language, and nothing else. */
export function loadTexts(language: string): Promise<Texts> {
  return loadFrom(files, `./${language}.json`);
}

/** Loads what the other views say in one language. */
export function loadFurtherTexts(language: string): Promise<FurtherTexts> {
  return loadFrom(furtherFiles, `./further/${language}.json`);
}

function loadFrom<T>(found: Readonly<Record<string, () => Promise<T>>>, path: string): Promise<T> {
  const load = found[path];
  if (load === undefined) return Promise.reject(new Error(`no texts in ${path}`));
  return load();
}
