import { Alert, Button } from "@digdir/designsystemet-react";
import { LANGUAGES } from "@foresattportal/shared/languages.ts";
import { useTranslation } from "react-i18next";
import { useLanguageChoice } from "../language/use-language-choice.ts";
import { Icon } from "./icon.tsx";

export interface LanguageChoiceProps {
  readonly onChosen: () => void;
}

/** The languages, each by its own name; the one in use is marked. */
export function LanguageChoice({ onChosen }: LanguageChoiceProps) {
  const { t, i18n } = useTranslation();
  const { choose, busy, failed } = useLanguageChoice(onChosen);
  return (
    <>
      <ul aria-label={t("frame.language")}>
        {LANGUAGES.map((language) => {
          const current = language === i18n.language;
          return (
            <li key={language}>
              <Button
                variant="tertiary"
                lang={language}
                className="language"
                loading={busy === language}
                {...(current ? { "aria-current": "true" } : {})}
                onClick={() => void choose(language)}
              >
                <span>{t(`frame.languageName.${language}`)}</span>
                {current && <Icon name="check" />}
              </Button>
            </li>
          );
        })}
      </ul>
      <div role="status">
        {failed && (
          <Alert data-color="danger" data-size="sm">
            {t("frame.notFetched")}
          </Alert>
        )}
      </div>
    </>
  );
}
