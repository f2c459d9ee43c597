import { Card, Heading, Paragraph, Tag } from "@digdir/designsystemet-react";
import type { ContactFieldView } from "@foresattportal/shared/contract/profile.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import type { ReactNode } from "react";
import { Icon } from "../../components/icon.tsx";
import { KrrLink } from "../../components/krr-link.tsx";
import { Text } from "../../components/text.tsx";
import { unreachable } from "../../unreachable.ts";
import { fieldNotes } from "./field-notes.ts";
import { isMadeRightInKrr, lockedText } from "./field-state.ts";
import { AgreedValue, DifferingValues, KrrValue } from "./held-values.tsx";
import { useWords } from "./words.ts";

export interface FieldCardProps {
  readonly channel: Channel;
  readonly field: ContactFieldView;
}

/** One card per field: the value first, then who holds it, where it comes from and what there is to do. */
export function FieldCard({ channel, field }: FieldCardProps) {
  const words = useWords();
  const { t } = words;
  const headingId = `felt-${channel}`;
  const locked = lockedText(field, words);
  return (
    <Card asChild className="field-card">
      <section aria-labelledby={headingId}>
        <div className="field-card__head">
          <Heading level={3} data-size="2xs" id={headingId}>
            {t(`field.${channel}.label`)}
          </Heading>
          {stateTag(field, t("contact.differing"), t("contact.missing"))}
        </div>
        {valuesView(field)}
        {fieldNotes(channel, field, words).map(({ tone, text }) => (
          <Paragraph key={text} className={tone === "act" ? "note" : "small muted"}>
            <Text>{text}</Text>
          </Paragraph>
        ))}
        {isMadeRightInKrr(field, words.krr) && (
          <Paragraph>
            <KrrLink look="link">{t("contact.openKrr")}</KrrLink>
          </Paragraph>
        )}
        {locked !== null && (
          <Paragraph className="small locked">
            <Icon name="lock" />
            <span>{locked}</span>
          </Paragraph>
        )}
      </section>
    </Card>
  );
}

function stateTag(field: ContactFieldView, differing: string, missing: string): ReactNode {
  switch (field.state) {
    case "agreed":
      return null;
    case "differing":
    case "missing":
      return (
        <Tag data-color="warning" className="state-tag">
          <Icon name="warning" />
          {field.state === "differing" ? differing : missing}
        </Tag>
      );
    default:
      return unreachable(field);
  }
}

function valuesView(field: ContactFieldView): ReactNode {
  switch (field.state) {
    case "agreed":
      return <AgreedValue held={field.held} krr={field.krr} />;
    case "differing":
      return <DifferingValues held={field.held} krr={field.krr} />;
    case "missing":
      return <KrrValue krr={field.krr} besides={null} />;
    default:
      return unreachable(field);
  }
}
