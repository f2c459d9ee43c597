import { Button, Paragraph } from "@digdir/designsystemet-react";
import { LOGGED_OUT_HERE_ONLY } from "@foresattportal/shared/pages.ts";
import { useTranslation } from "react-i18next";
import { useSearch } from "wouter";
import { Page } from "../../components/page.tsx";
import { Text } from "../../components/text.tsx";
import { FURTHER } from "../../locales/index.ts";
import { loginAddress } from "../../session/login-address.ts";

/** Confirms that nothing personal is left, says where something may be, and offers the way in again. */
export function LoggedOutPage() {
  const { t: further, i18n } = useTranslation(FURTHER);
  const isOpenElsewhere = useSearch() === LOGGED_OUT_HERE_ONLY.query;
  return (
    <Page title={further("loggedOut.title")}>
      <Paragraph>{further("loggedOut.text")}</Paragraph>
      {isOpenElsewhere && (
        <Paragraph>
          <Text>{further("loggedOut.elsewhere")}</Text>
        </Paragraph>
      )}
      <Button asChild variant="secondary">
        <a href={loginAddress(i18n.language)}>{further("loggedOut.logIn")}</a>
      </Button>
    </Page>
  );
}
