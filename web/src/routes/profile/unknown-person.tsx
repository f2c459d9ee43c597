import { Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useRootData } from "../../page-data/page-data.ts";
import { Text } from "../../components/text.tsx";
import { listOf } from "../../format-list.ts";
import { useWords, type Words } from "./words.ts";

type Kinds = "both" | "school" | "kindergarten";

const CONTACT = {
  both: "unknown.contactBoth",
  school: "unknown.contactSchool",
  kindergarten: "unknown.contactKindergarten",
} as const satisfies Record<Kinds, string>;

function kindsOf({ systems }: Words): Kinds {
  const school = systems.some(({ kind }) => kind === "school");
  const kindergarten = systems.some(({ kind }) => kind === "kindergarten");
  if (school && kindergarten) return "both";
  return school ? "school" : "kindergarten";
}

/** Stands around a name inside a sentence, and in no text. */
const MARK = "\u0000";

/** A sentence whose names stay Norwegian whatever the language of the page, which a reader of it aloud must be told (WCAG 3.1.2). */
function withNames(sentence: string): ReactNode {
  return sentence.split(MARK).map((part, index) =>
    // Every second part stood between two marks.
    index % 2 === 0 ? (
      part
    ) : (
      <span key={part} lang="nb">
        {part}
      </span>
    ),
  );
}

/** Every register answered and none holds the person: why that can be, whom to ask and what happens next. */
export function UnknownPerson() {
  const words = useWords();
  const { t } = words;
  const { portal } = useRootData();
  const names = portal?.municipalities.map((name) => MARK + name + MARK);
  const places = names === undefined ? t("unknown.placesFallback") : listOf(names, t);
  const kinds = kindsOf(words);
  return (
    <Card className="message-card">
      <Heading level={2} data-size="sm">
        {withNames(t(`unknown.${kinds}`, { places }))}
      </Heading>
      <Paragraph>{t("unknown.applied")}</Paragraph>
      <Paragraph>{t(CONTACT[kinds])}</Paragraph>
      <Paragraph>
        <Text>{t("unknown.next")}</Text>
      </Paragraph>
    </Card>
  );
}
