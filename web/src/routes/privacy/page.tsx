import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS } from "@foresattportal/shared/session-lifetime.ts";
import { useTranslation } from "react-i18next";
import { ContactLink } from "../../components/contact-link.tsx";
import { Page } from "../../components/page.tsx";
import { FURTHER } from "../../locales/index.ts";
import { Text } from "../../components/text.tsx";

const SECTIONS = ["who", "contact", "night", "cookie", "rights"] as const;

/** What is stored, where and for how long; the lifetimes are those that the server enforces. */
export function PrivacyPage() {
  const { t } = useTranslation();
  const { t: further } = useTranslation(FURTHER);
  const lifetimes = { idle: SESSION_IDLE_SECONDS / 60, absolute: SESSION_ABSOLUTE_SECONDS / 60 };
  return (
    <Page title={t("page.privacy")}>
      <Paragraph data-size="lg">{further("privacy.intro")}</Paragraph>
      {SECTIONS.map((section) => (
        <section key={section} className="text-section">
          <Heading level={2} data-size="xs">
            {further(`privacy.${section}.heading`)}
          </Heading>
          <Paragraph>
            <Text>{further(`privacy.${section}.text`, lifetimes)}</Text>
          </Paragraph>
          {section === "rights" && <ContactLink />}
        </section>
      ))}
    </Page>
  );
}
