import { Alert, Heading, Link, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { KrrLink } from "../../components/krr-link.tsx";
import { Text } from "../../components/text.tsx";
import { unreachable } from "../../unreachable.ts";
import { UPDATE_CARD_ID } from "./update-card.tsx";
import type { KnownPage } from "./verdict-concerns.ts";
import type { VerdictStep } from "./verdict-step.ts";
import { verdictOf } from "./verdict-words.ts";
import { useWords } from "./words.ts";

export interface VerdictCardProps {
  readonly page: KnownPage;
}

/** "Can school and kindergarten reach you?": icon, words and colour, and the one thing to do next. */
export function VerdictCard({ page }: VerdictCardProps) {
  const { severity, lead, more, step } = verdictOf(page, useWords());
  return (
    <Alert data-color={severity} className="verdict">
      <Heading level={2} data-size="sm">
        {lead.map((sentence) => (
          <span key={sentence} className="verdict__sentence">
            <Text>{sentence}</Text>{" "}
          </span>
        ))}
      </Heading>
      {more.map((sentence) => (
        <Paragraph key={sentence}>
          <Text>{sentence}</Text>
        </Paragraph>
      ))}
      {stepView(step)}
    </Alert>
  );
}

function stepView(step: VerdictStep): ReactNode {
  switch (step.place) {
    case "none":
      return null;
    case "here":
      return (
        <Paragraph>
          <Link href={`#${UPDATE_CARD_ID}`}>{step.text}</Link>
        </Paragraph>
      );
    case "krr":
      return (
        <Paragraph>
          <KrrLink look="link">{step.text}</KrrLink>
        </Paragraph>
      );
    case "register":
      return <Paragraph>{step.text}</Paragraph>;
    default:
      return unreachable(step);
  }
}
