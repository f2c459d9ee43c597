import { Alert, Heading, Paragraph } from "@digdir/designsystemet-react";
import { useTranslation } from "react-i18next";
import { dayAndClock } from "../../format-time.ts";
import { FURTHER } from "../../locales/index.ts";
import { TryAgain } from "./try-again.tsx";
import { useWords } from "./words.ts";

/** No register that answered holds the person and not all answered: nothing can be said, and that is not the person's fault. */
export function NobodyAnswers() {
  const { t, names, now, systems } = useWords();
  const { t: further } = useTranslation(FURTHER);
  const silent = systems.filter(({ answer }) => answer !== "fresh");
  return (
    <>
      <Alert data-color="warning">
        <Heading level={2} data-size="sm">
          {further("unavailable.heading")}
        </Heading>
        <Paragraph>{further("unavailable.text", names.both(silent.map(({ id }) => id)))}</Paragraph>
        {silent.map(
          ({ id, asOf }) =>
            asOf !== null && (
              <Paragraph key={id}>
                {further("unavailable.lastAnswer", {
                  ...names.both([id]),
                  when: dayAndClock(asOf, now, t),
                })}
              </Paragraph>
            ),
        )}
      </Alert>
      <TryAgain failed={further("unavailable.heading")}>{further("unavailable.retry")}</TryAgain>
    </>
  );
}
