/** The languages of the portal, in the order in which they are offered; the codes are KRR's (`spraak`). */
export const LANGUAGES = ["nb", "nn", "en", "se"] as const;

export type Language = (typeof LANGUAGES)[number];

/** Promises that the answer is one of ours: anything else is refused. */
export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}
