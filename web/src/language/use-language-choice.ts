import type { Language } from "@foresattportal/shared/languages.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { chosenLanguage, cookieFor } from "./own-choice.ts";
import { showLanguage } from "./show-language.ts";

export interface LanguageChosen {
  /** Which language is being fetched. */
  readonly busy: Language | null;
  readonly failed: boolean;
  readonly choose: (language: Language) => Promise<void>;
}

/** Promises to show the page in the language that is chosen and to remember the choice; page, form and results stay as they are. */
export function useLanguageChoice(onShown: () => void): LanguageChosen {
  const { i18n } = useTranslation();
  const [busy, setBusy] = useState<Language | null>(null);
  const [failed, setFailed] = useState(false);
  const choose = async (language: Language): Promise<void> => {
    const before = chosenLanguage(document.cookie);
    // Kept at once: what comes in while the texts are fetched, a later choice above all, finds it.
    document.cookie = cookieFor(language);
    const isWanted = (): boolean => chosenLanguage(document.cookie) === language;
    setBusy(language);
    setFailed(false);
    const shown = await showLanguage(i18n, language, isWanted);
    if (!isWanted()) return;
    setBusy(null);
    setFailed(!shown);
    if (shown) onShown();
    else document.cookie = cookieFor(before);
  };
  return { busy, failed, choose };
}
