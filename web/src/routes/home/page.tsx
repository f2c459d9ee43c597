import { Alert, Button, Paragraph } from "@digdir/designsystemet-react";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { useTranslation } from "react-i18next";
import { Link, Redirect, useSearchParams } from "wouter";
import { isSessionEnd } from "../../api/failure.ts";
import { Page } from "../../components/page.tsx";
import { FURTHER } from "../../locales/index.ts";
import { useRootData } from "../../page-data/page-data.ts";
import { Text } from "../../components/text.tsx";
import { ENDED_QUERY } from "../../session/leave-personal-view.ts";
import { loginAddress } from "../../session/login-address.ts";

/** What this is and the way in; says why when a session has ended, and leads on who is logged in already. */
export function HomePage() {
  const { t: further, i18n } = useTranslation(FURTHER);
  const [search] = useSearchParams();
  const loggedIn = (useRootData().session?.user ?? null) !== null;
  const reason = search.get(ENDED_QUERY);
  const ended = isSessionEnd(reason) ? reason : null;
  // Who was just turned away from there is not sent back by itself: two answers that disagree would never end.
  if (loggedIn && ended === null) return <Redirect to={PAGES.profile} replace />;
  return (
    <Page title={further("home.title")}>
      {ended !== null && <Alert data-color="info">{further(`home.ended.${ended}`)}</Alert>}
      <Paragraph data-size="lg">
        <Text>{further("home.lead")}</Text>
      </Paragraph>
      <Paragraph>
        <Text>{further("home.krr")}</Text>
      </Paragraph>
      <Button asChild>
        {loggedIn ? (
          <Link to={PAGES.profile}>{further("home.toProfile")}</Link>
        ) : (
          <a href={loginAddress(i18n.language)}>{further("home.logIn")}</a>
        )}
      </Button>
    </Page>
  );
}
