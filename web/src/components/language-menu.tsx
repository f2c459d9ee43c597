import { isLanguage } from "@foresattportal/shared/languages.ts";
import { useTranslation } from "react-i18next";
import { Disclosure } from "./disclosure.tsx";
import { LanguageChoice } from "./menu-lists.ts";

/** The choice of language for whoever is not logged in and has no menu under a name. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const current = isLanguage(i18n.language) ? i18n.language : "nb";
  return (
    <Disclosure label={t("frame.language")} icon="globe" name={t(`frame.languageName.${current}`)}>
      {(close) => <LanguageChoice onChosen={close} />}
    </Disclosure>
  );
}
