import { isLanguage } from "@foresattportal/shared/languages.ts";
import { useTranslation } from "react-i18next";
import { Disclosure } from "./disclosure.tsx";
import { later } from "./later.tsx";

const languageChoice = later(async () => (await import("./language-choice.tsx")).LanguageChoice);

/** The choice of language for whoever is not logged in and has no menu under a name. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const current = isLanguage(i18n.language) ? i18n.language : "nb";
  return (
    <Disclosure
      label={t("frame.language")}
      icon="globe"
      name={t(`frame.languageName.${current}`)}
      prepare={() => void languageChoice.prepare(i18n)}
    >
      {(close) => <languageChoice.Part onChosen={close} />}
    </Disclosure>
  );
}
