import { Alert, Button, Paragraph } from "@digdir/designsystemet-react";
import { useRef, type ReactNode } from "react";
import { Text } from "../../components/text.tsx";
import type { Report } from "./refresh-words.ts";
import { useWords } from "./words.ts";

export interface ReportMessageProps {
  readonly report: Report | null;
  readonly onRetry: (systems: readonly string[]) => void;
  /** What stands before the sentences. */
  readonly lead?: ReactNode;
  /** What stands in the region while there is no report yet. */
  readonly busy?: ReactNode;
}

/** Tells how an action went, in a live region that is there before its text; what failed can be tried again alone. */
export function ReportMessage({ report, onRetry, lead, busy }: ReportMessageProps) {
  const { t, names } = useWords();
  const region = useRef<HTMLDivElement>(null);
  const retry = (systems: readonly string[]): void => {
    // The button goes away with the old result; the focus stays where the new one will be.
    region.current?.focus();
    onRetry(systems);
  };
  return (
    <div className="report">
      <div role="status" ref={region} tabIndex={-1}>
        {report === null && busy}
        {report !== null && (
          <Alert data-color={report.severity} className="report__message">
            {lead}
            {report.sentences.map((sentence) => (
              <Paragraph key={sentence}>
                <Text>{sentence}</Text>
              </Paragraph>
            ))}
          </Alert>
        )}
      </div>
      {report !== null && report.retry.length > 0 && (
        <Button variant="secondary" onClick={() => retry(report.retry)}>
          {t("refresh.retry", { who: names.inside(report.retry) })}
        </Button>
      )}
    </div>
  );
}
