import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { ContactLink } from "../../components/contact-link.tsx";
import { Page } from "../../components/page.tsx";
import { FURTHER } from "../../locales/index.ts";
import { Text } from "../../components/text.tsx";

const QUESTIONS = ["wrong", "login", "child", "contact", "reference"] as const;

/** Short answers to what people ask, and whom to turn to. */
export function HelpPage() {
  const { t } = useTranslation();
  const { t: further } = useTranslation(FURTHER);
  return (
    <Page title={t("page.help")}>
      {QUESTIONS.map((question) => (
        <section key={question} className="text-section">
          <Heading level={2} data-size="xs">
            {further(`help.${question}.question`)}
          </Heading>
          <Paragraph>
            <Text>{further(`help.${question}.answer`)}</Text>
          </Paragraph>
          {question === "contact" && <ContactLink />}
        </section>
      ))}
    </Page>
  );
}
