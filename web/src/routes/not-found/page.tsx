import { Button, Paragraph } from "@digdir/designsystemet-react";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Page } from "../../components/page.tsx";
import { FURTHER } from "../../locales/index.ts";

/** For every address that is none of ours. */
export function NotFoundPage() {
  const { t: further } = useTranslation(FURTHER);
  return (
    <Page title={further("notFound.title")}>
      <Paragraph>{further("notFound.text")}</Paragraph>
      <Button asChild variant="secondary">
        <Link to={PAGES.home}>{further("notFound.home")}</Link>
      </Button>
    </Page>
  );
}
