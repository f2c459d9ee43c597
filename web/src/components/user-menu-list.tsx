import { Alert, Button } from "@digdir/designsystemet-react";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { LanguageChoice } from "./language-choice.tsx";
import { useLogOut } from "../session/use-log-out.ts";

export interface UserMenuListProps {
  readonly onChosen: () => void;
}

/** What a person can do from anywhere: go to their own page, read it in another language, and log out. */
export function UserMenuList({ onChosen }: UserMenuListProps) {
  const { t } = useTranslation();
  const { busy, failed, logOutNow } = useLogOut();
  return (
    <>
      <ul>
        <li>
          <Button asChild variant="tertiary">
            <Link to={PAGES.profile} onClick={onChosen}>
              {t("page.profile")}
            </Link>
          </Button>
        </li>
      </ul>
      <LanguageChoice onChosen={onChosen} />
      <ul>
        <li>
          <Button variant="tertiary" loading={busy} onClick={() => void logOutNow()}>
            {t("frame.logOut")}
          </Button>
        </li>
      </ul>
      <div role="status">
        {failed && (
          <Alert data-color="danger" data-size="sm">
            {t("frame.logOutFailed")}
          </Alert>
        )}
      </div>
    </>
  );
}
