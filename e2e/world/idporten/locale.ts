/** The languages of `ui_locales` and of the claim `locale`. */
export const LOCALES = ["nb", "nn", "en", "se"] as const;

export const DEFAULT_LOCALE = LOCALES[0];

/** The first language of `ui_locales` that ID-porten speaks, else bokmål. */
export function preferredLocale(uiLocales: unknown): string {
  const asked = typeof uiLocales === "string" ? uiLocales.split(" ") : [];
  const known: readonly string[] = LOCALES;
  return asked.find((locale) => known.includes(locale)) ?? DEFAULT_LOCALE;
}
