import { Card, Heading, Paragraph } from "@digdir/designsystemet-react";
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

/** Every register answered and none holds the person: why that can be, whom to ask and what happens next. */
export function UnknownPerson() {
  const words = useWords();
  const { t } = words;
  const { portal } = useRootData();
  const places = portal === null ? t("unknown.placesFallback") : listOf(portal.municipalities, t);
  const kinds = kindsOf(words);
  return (
    <Card className="message-card">
      <Heading level={2} data-size="sm">
        {t(`unknown.${kinds}`, { places })}
      </Heading>
      <Paragraph>{t("unknown.applied")}</Paragraph>
      <Paragraph>{t(CONTACT[kinds])}</Paragraph>
      <Paragraph>
        <Text>{t("unknown.next")}</Text>
      </Paragraph>
    </Card>
  );
}
