import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer } from "../../api/answer.ts";
import { useOutcomeWords } from "./outcome-words.ts";
import { refreshAnswerReport } from "./refresh-answer-report.ts";
import { ReportMessage } from "./report-message.tsx";

export interface RefreshOutcomeProps {
  readonly answer: Answer<RefreshResult>;
  readonly onRetry: (systems: readonly string[]) => void;
}

/** How «Oppdater» went: what changed where, and what did not. */
export function RefreshOutcome({ answer, onRetry }: RefreshOutcomeProps) {
  const words = useOutcomeWords();
  return <ReportMessage report={refreshAnswerReport(answer, words)} onRetry={onRetry} />;
}
