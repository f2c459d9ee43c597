import { Heading, Paragraph } from "@digdir/designsystemet-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { whenIdle } from "../../components/when-idle.ts";
import { Text } from "../../components/text.tsx";
import { FieldCard } from "./field-card.tsx";
import { Notices } from "./notices.tsx";
import { prepareOutcomes } from "./outcomes.ts";
import { ReturnCard } from "./return-card.tsx";
import { UpdateCard } from "./update-card.tsx";
import type { ProfileActions } from "./use-profile.ts";
import { VerdictCard } from "./verdict-card.tsx";
import type { KnownPage } from "./verdict-concerns.ts";
import { WorkPhone } from "./work-phone.tsx";
import { useWords } from "./words.ts";

export interface KnownPersonProps {
  readonly page: KnownPage;
  readonly actions: ProfileActions;
  /** Whether the person has just come back from kontaktregisteret. */
  readonly returned: boolean;
}

/** The page of a person whom at least one register holds: the verdict first, then what it rests on. */
export function KnownPerson({ page, actions, returned }: KnownPersonProps) {
  const { t } = useWords();
  const { i18n } = useTranslation();
  useEffect(() => whenIdle(() => void prepareOutcomes(i18n)), [i18n]);
  return (
    <>
      <VerdictCard page={page} />
      {returned && <ReturnCard actions={actions} />}
      <Notices profile={actions.profile} />
      <section className="section" aria-labelledby="kontaktopplysninger">
        <Heading level={2} data-size="xs" id="kontaktopplysninger">
          {t("contact.heading")}
        </Heading>
        <Paragraph className="muted">
          <Text>{t("contact.krrName")}</Text>
        </Paragraph>
        <div className="cards">
          <FieldCard channel="mobile" field={page.mobile} />
          <FieldCard channel="email" field={page.email} />
          <UpdateCard page={page} actions={actions} />
        </div>
      </section>
      <WorkPhone workPhone={page.workPhone} actions={actions} />
    </>
  );
}
