import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer } from "../../api/answer.ts";
import { useOutcomeWords } from "./outcome-words.ts";
import { refreshAnswerReport } from "./refresh-answer-report.ts";
import { ReportMessage } from "./report-message.tsx";
import { useNewerElsewhere } from "./use-newer-elsewhere.ts";

export interface RefreshOutcomeProps {
  readonly answer: Answer<RefreshResult>;
  /** When this tab fetched for the last time; null while it has not. */
  readonly fetchedAt: string | null;
  readonly onRetry: (systems: readonly string[]) => void;
}

/** How «Oppdater» went: what changed where, and what did not. */
export function RefreshOutcome({ answer, fetchedAt, onRetry }: RefreshOutcomeProps) {
  const words = useOutcomeWords();
  useNewerElsewhere(answer, fetchedAt);
  return <ReportMessage report={refreshAnswerReport(answer, words)} onRetry={onRetry} />;
}
