import { Button, Paragraph } from "@digdir/designsystemet-react";
import { PAGES } from "@foresattportal/shared/pages.ts";
import type { TFunction } from "i18next";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "wouter";
import { isClientFailureCode, remedyFor, type Remedy } from "../../api/failure.ts";
import { Page } from "../../components/page.tsx";
import { Text } from "../../components/text.tsx";
import { FURTHER } from "../../locales/index.ts";
import { loginAddress } from "../../session/login-address.ts";
import { unreachable } from "../../unreachable.ts";

function remedyLink(remedy: Remedy, t: TFunction<typeof FURTHER>, login: string): ReactElement {
  switch (remedy) {
    case "login":
      return <a href={login}>{t("failure.login")}</a>;
    case "retry":
      return <Link to={PAGES.profile}>{t("failure.retry")}</Link>;
    case "home":
      return <Link to={PAGES.home}>{t("failure.home")}</Link>;
    default:
      return unreachable(remedy);
  }
}

/** A failure told to a person: what happened, the one thing that helps, and what to quote when asking for help. */
export function FailurePage() {
  const { t, i18n } = useTranslation(FURTHER);
  const { code: asked } = useParams();
  const [search] = useSearchParams();
  const code = isClientFailureCode(asked) ? asked : "internal";
  const reference = search.get("ref");
  // Whatever stands there, the server leads to one of our own pages and nowhere else.
  const login = loginAddress(i18n.language, search.get("returnTo") ?? undefined);
  return (
    <Page title={t(`failure.${code}.title`)}>
      <Paragraph>
        <Text>{t(`failure.${code}.text`)}</Text>
      </Paragraph>
      <Button asChild>{remedyLink(remedyFor(code), t, login)}</Button>
      {reference !== null && (
        <Paragraph className="small muted">{t("failure.reference", { reference })}</Paragraph>
      )}
    </Page>
  );
}
