import { Alert, Button, Heading, Paragraph } from "@digdir/designsystemet-react";
import { dayAndClock } from "../../format-time.ts";
import { useProfileData } from "../../page-data/page-data.ts";
import { useWords } from "./words.ts";

/** No register that answered holds the person and not all answered: nothing can be said, and that is not the person's fault. */
export function NobodyAnswers() {
  const { t, names, now, systems } = useWords();
  const { loading, load } = useProfileData();
  const silent = systems.filter(({ answer }) => answer !== "fresh");
  return (
    <>
      <Alert data-color="warning">
        <Heading level={2} data-size="sm">
          {t("unavailable.heading")}
        </Heading>
        <Paragraph>{t("unavailable.text", names.both(silent.map(({ id }) => id)))}</Paragraph>
        {silent.map(
          ({ id, asOf }) =>
            asOf !== null && (
              <Paragraph key={id}>
                {t("unavailable.lastAnswer", {
                  ...names.both([id]),
                  when: dayAndClock(asOf, now, t),
                })}
              </Paragraph>
            ),
        )}
      </Alert>
      <Button loading={loading} onClick={() => void load()}>
        {t("unavailable.retry")}
      </Button>
    </>
  );
}
