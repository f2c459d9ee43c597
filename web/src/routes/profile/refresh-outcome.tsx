import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer } from "../../api/answer.ts";
import { useFailureText } from "../../components/use-failure-text.ts";
import { refreshAnswerReport } from "./refresh-answer-report.ts";
import { ReportMessage } from "./report-message.tsx";
import { useWords } from "./words.ts";

export interface RefreshOutcomeProps {
  readonly answer: Answer<RefreshResult>;
  readonly onRetry: (systems: readonly string[]) => void;
}

/** How «Oppdater» went: what changed where, and what did not. */
export function RefreshOutcome({ answer, onRetry }: RefreshOutcomeProps) {
  const words = useWords();
  const tellFailure = useFailureText();
  return <ReportMessage report={refreshAnswerReport(answer, { ...words, tellFailure })} onRetry={onRetry} />;
}
