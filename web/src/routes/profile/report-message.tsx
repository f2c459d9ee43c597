import { Alert, Button, Paragraph } from "@digdir/designsystemet-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Text } from "../../components/text.tsx";
import { FURTHER } from "../../locales/index.ts";
import type { Report } from "./refresh-words.ts";
import { useFocusOnRegion } from "./report-region.tsx";
import { useWords } from "./words.ts";

export interface ReportMessageProps {
  readonly report: Report;
  readonly onRetry: (systems: readonly string[]) => void;
  /** What stands before the sentences. */
  readonly lead?: ReactNode;
}

/** Tells how an action went; what failed can be tried again alone. */
export function ReportMessage({ report, onRetry, lead }: ReportMessageProps) {
  const { names } = useWords();
  const { t: further } = useTranslation(FURTHER);
  const focusOnRegion = useFocusOnRegion();
  const retry = (): void => {
    // The button goes away with the old result; the focus stays where the new one will be.
    focusOnRegion();
    onRetry(report.retry);
  };
  return (
    <>
      <Alert data-color={report.severity} className="report__message">
        {lead}
        {report.sentences.map((sentence) => (
          <Paragraph key={sentence}>
            <Text>{sentence}</Text>
          </Paragraph>
        ))}
      </Alert>
      {report.retry.length > 0 && (
        <Button variant="secondary" onClick={retry}>
          {further("refresh.retry", { who: names.inside(report.retry) })}
        </Button>
      )}
    </>
  );
}
