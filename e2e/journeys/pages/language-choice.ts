import type { Page } from "@playwright/test";

/** The languages by their own names, as they stand in a menu of the header. */
export const LANGUAGE_NAMES = {
  nb: "Bokmål",
  nn: "Nynorsk",
  en: "English",
  se: "Davvisámegiella",
} as const;

export type LanguageCode = keyof typeof LANGUAGE_NAMES;

/** The choice of language, wherever the person is: under the user's own name, or beside the way in. */
export function languageChoice(page: Page) {
  const menu = page.getByRole("banner").getByRole("navigation");
  const toggle = menu.getByRole("button", { expanded: false });
  return {
    menu,
    option: (language: LanguageCode) => menu.getByRole("button", { name: LANGUAGE_NAMES[language] }),
    async choose(language: LanguageCode): Promise<void> {
      await toggle.click();
      const option = menu.getByRole("listitem").getByRole("button", { name: LANGUAGE_NAMES[language] });
      await option.click();
      // The texts are fetched first; then the menu closes.
      await option.waitFor({ state: "hidden" });
    },
  };
}
