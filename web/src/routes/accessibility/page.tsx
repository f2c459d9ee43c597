import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { ContactLink } from "../../components/contact-link.tsx";
import { OutwardLink } from "../../components/outward-link.tsx";
import { Page } from "../../components/page.tsx";
import { FURTHER } from "../../locales/index.ts";
import { Text } from "../../components/text.tsx";
import { fullDate } from "../../format-time.ts";
import { SECTIONS, SUPERVISION_ADDRESS, TESTED_AT } from "./statement.ts";

/** The accessibility statement: which demands are met, how that was tested, what is known to be missing, whom to tell. */
export function AccessibilityPage() {
  const { t } = useTranslation();
  const { t: further } = useTranslation(FURTHER);
  return (
    <Page title={t("page.accessibility")}>
      <Paragraph data-size="lg">{further("accessibility.intro")}</Paragraph>
      {SECTIONS.map(({ heading, paragraphs, points, link }) => (
        <section key={heading} className="text-section">
          <Heading level={2} data-size="xs">
            {further(heading)}
          </Heading>
          {paragraphs.map((key) => (
            <Paragraph key={key}>
              <Text>{further(key, { date: fullDate(TESTED_AT, t) })}</Text>
            </Paragraph>
          ))}
          {points.length > 0 && (
            <ul>
              {points.map((key) => (
                <li key={key}>
                  <Text>{further(key)}</Text>
                </li>
              ))}
            </ul>
          )}
          {link === "contact" && <ContactLink />}
          {link === "supervision" && (
            <OutwardLink href={SUPERVISION_ADDRESS}>{further("accessibility.supervision.link")}</OutwardLink>
          )}
        </section>
      ))}
    </Page>
  );
}
