import { Button, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/page.tsx";
import { FURTHER } from "../../locales/index.ts";
import { loginAddress } from "../../session/login-address.ts";

/** Confirms that nothing personal is left, and offers the way in again. */
export function LoggedOutPage() {
  const { t: further, i18n } = useTranslation(FURTHER);
  return (
    <Page title={further("loggedOut.title")}>
      <Paragraph>{further("loggedOut.text")}</Paragraph>
      <Button asChild variant="secondary">
        <a href={loginAddress(i18n.language)}>{further("loggedOut.logIn")}</a>
      </Button>
    </Page>
  );
}
