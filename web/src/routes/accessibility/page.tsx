import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/page.tsx";

const MEASURES = ["keyboard", "reader", "zoom", "colour", "motion"] as const;

/** What has been done so that all can use the page, and how to tell of what does not work. */
export function AccessibilityPage() {
  const { t } = useTranslation();
  return (
    <Page title={t("page.accessibility")}>
      <Paragraph data-size="lg">{t("accessibility.intro")}</Paragraph>
      <section className="text-section">
        <Heading level={2} data-size="xs">
          {t("accessibility.done.heading")}
        </Heading>
        <ul>
          {MEASURES.map((measure) => (
            <li key={measure}>{t(`accessibility.done.${measure}`)}</li>
          ))}
        </ul>
      </section>
      <section className="text-section">
        <Heading level={2} data-size="xs">
          {t("accessibility.report.heading")}
        </Heading>
        <Paragraph>{t("accessibility.report.text")}</Paragraph>
      </section>
    </Page>
  );
}
