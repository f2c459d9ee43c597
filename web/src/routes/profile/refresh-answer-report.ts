import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer, Failure } from "../../api/answer.ts";
import type { TellFailure } from "../../components/use-failure-text.ts";
import { clockFrom } from "../../format-time.ts";
import { refreshReport, type Report } from "./refresh-words.ts";
import type { Words } from "./words.ts";

/** The words of the page, and those for what came to nothing. */
export interface OutcomeWords extends Words {
  readonly tellFailure: TellFailure;
}

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

function refreshFailure(failure: Failure, { t, tellFailure }: OutcomeWords): string {
  if (failure.code !== "too-soon") return tellFailure(failure);
  if (failure.retryAt === null) return t("refresh.tooSoonUntimed");
  return t("refresh.tooSoon", { clock: clockFrom(failure.retryAt, t) });
}
