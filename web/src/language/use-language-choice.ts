import type { Language } from "@foresattportal/shared/languages.ts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cookieFor } from "./own-choice.ts";
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
    setBusy(language);
    setFailed(false);
    const shown = await showLanguage(i18n, language);
    setBusy(null);
    setFailed(!shown);
    if (!shown) return;
    document.cookie = cookieFor(language);
    onShown();
  };
  return { busy, failed, choose };
}
