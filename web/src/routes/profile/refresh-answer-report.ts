import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer, Failure } from "../../api/answer.ts";
import { clockFrom } from "../../format-time.ts";
import type { OutcomeWords } from "./outcome-words.ts";
import { refreshReport, type Report } from "./refresh-words.ts";

/** Promises how a refresh went, whether it came to anything or not; see {@link refreshReport}. */
export function refreshAnswerReport(
  answer: Answer<RefreshResult>,
  words: OutcomeWords,
  changesShown = false,
): Report {
  if (answer.ok) return refreshReport(answer.data, words, changesShown);
  return { severity: failureSeverity(answer), sentences: [refreshFailure(answer, words)], retry: [] };
}

function failureSeverity({ code }: Failure): Report["severity"] {
  return code === "too-soon" || code === "refresh-in-progress" ? "info" : "danger";
}

function refreshFailure(failure: Failure, { t, further, tellFailure }: OutcomeWords): string {
  // Nothing went wrong, so there is nothing to quote.
  if (failure.code === "refresh-in-progress") return further("failure.refresh-in-progress.text");
  if (failure.code !== "too-soon") return tellFailure(failure);
  if (failure.retryAt === null) return further("refresh.tooSoonUntimed");
  return further("refresh.tooSoon", { clock: clockFrom(failure.retryAt, t) });
}
