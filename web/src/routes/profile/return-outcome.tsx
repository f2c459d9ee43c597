import { Heading } from "@digdir/designsystemet-react";
import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer, Failure } from "../../api/answer.ts";
import { clockFrom } from "../../format-time.ts";
import { ContactValue } from "./contact-value.tsx";
import { useOutcomeWords, type OutcomeWords } from "./outcome-words.ts";
import { refreshAnswerReport } from "./refresh-answer-report.ts";
import { changesOf, type Report, type ValueChange } from "./refresh-words.ts";
import { ReportMessage } from "./report-message.tsx";
import { useNewerElsewhere } from "./use-newer-elsewhere.ts";

export interface ReturnOutcomeProps {
  readonly answer: Answer<RefreshResult>;
  /** When this tab fetched for the last time; null while it has not. */
  readonly fetchedAt: string | null;
  readonly onRetry: (systems: readonly string[]) => void;
}

/** What came of the visit to kontaktregisteret: each value before and now, and what could not be done (P21). */
export function ReturnOutcome({ answer, fetchedAt, onRetry }: ReturnOutcomeProps) {
  const words = useOutcomeWords();
  useNewerElsewhere(answer, fetchedAt);
  return (
    <ReportMessage
      report={reportOf(answer, words)}
      lead={<Lead changes={answer.ok ? changesOf(answer.data) : []} words={words} />}
      onRetry={onRetry}
    />
  );
}

function reportOf(answer: Answer<RefreshResult>, words: OutcomeWords): Report {
  const waiting = answer.ok ? null : waitingSentence(answer, words);
  if (waiting === null) return refreshAnswerReport(answer, words, true);
  return { severity: "info", sentences: [waiting], retry: [] };
}

/** What to tell while the portal waits to try again by itself; null when it does not. */
function waitingSentence({ code, retryAt }: Failure, { t, further }: OutcomeWords): string | null {
  if (code === "refresh-in-progress") return t("update.fetching");
  if (code !== "too-soon" || retryAt === null) return null;
  return further("returned.waiting", { clock: clockFrom(retryAt, t) });
}

interface LeadProps {
  readonly changes: readonly ValueChange[];
  readonly words: OutcomeWords;
}

function Lead({ changes, words: { t, further, names } }: LeadProps) {
  return (
    <>
      <Heading level={2} data-size="2xs">
        {further("returned.heading")}
      </Heading>
      {changes.map(({ field, before, after, systemIds }) => (
        <div
          key={`${field} ${systemIds.join(" ")}`}
          role="group"
          aria-labelledby={`endret-${field}-${systemIds.join("-")}`}
          className="change"
        >
          <strong id={`endret-${field}-${systemIds.join("-")}`}>
            {t("origin.perSystem", { system: t(`field.${field}.label`), origin: names.inside(systemIds) })}
          </strong>
          <dl>
            <dt>{further("returned.before")}</dt>
            <dd>{before === null ? further("returned.empty") : <ContactValue display={before} />}</dd>
            <dt>{further("returned.after")}</dt>
            <dd className="change__after">
              {after === null ? further("returned.empty") : <ContactValue display={after} />}
            </dd>
          </dl>
        </div>
      ))}
    </>
  );
}
