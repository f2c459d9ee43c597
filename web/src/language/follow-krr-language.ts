import type { Language } from "@foresattportal/shared/languages.ts";
import type { i18n } from "i18next";
import { chosenLanguage } from "./own-choice.ts";
import { showLanguage } from "./show-language.ts";

function hasNotChosen(): boolean {
  return chosenLanguage(document.cookie) === null;
}

/** Shows the page in the language that the person has registered in kontaktregisteret, unless she has chosen one here (P25). */
export async function followKrrLanguage(texts: i18n, registered: Language | null): Promise<void> {
  if (registered === null || registered === texts.language) return;
  if (hasNotChosen()) await showLanguage(texts, registered, hasNotChosen);
}
