import { Heading } from "@digdir/designsystemet-react";
import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer } from "../../api/answer.ts";
import { clockFrom } from "../../format-time.ts";
import { ContactValue } from "./contact-value.tsx";
import { useFailureText } from "../../components/use-failure-text.ts";
import { refreshAnswerReport, type OutcomeWords } from "./refresh-answer-report.ts";
import { changesOf, type Report, type ValueChange } from "./refresh-words.ts";
import { ReportMessage } from "./report-message.tsx";
import { useWords, type Words } from "./words.ts";

export interface ReturnOutcomeProps {
  readonly answer: Answer<RefreshResult>;
  readonly onRetry: (systems: readonly string[]) => void;
}

/** What came of the visit to kontaktregisteret: each value before and now, and what could not be done (P21). */
export function ReturnOutcome({ answer, onRetry }: ReturnOutcomeProps) {
  const words = useWords();
  const tellFailure = useFailureText();
  return (
    <ReportMessage
      report={reportOf(answer, { ...words, tellFailure })}
      lead={<Lead changes={answer.ok ? changesOf(answer.data) : []} words={words} />}
      onRetry={onRetry}
    />
  );
}

function reportOf(answer: Answer<RefreshResult>, words: OutcomeWords): Report {
  if (answer.ok || answer.code !== "too-soon" || answer.retryAt === null)
    return refreshAnswerReport(answer, words, true);
  const { t } = words;
  return {
    severity: "info",
    sentences: [t("returned.waiting", { clock: clockFrom(answer.retryAt, t) })],
    retry: [],
  };
}

interface LeadProps {
  readonly changes: readonly ValueChange[];
  readonly words: Words;
}

function Lead({ changes, words: { t, names } }: LeadProps) {
  return (
    <>
      <Heading level={2} data-size="2xs">
        {t("returned.heading")}
      </Heading>
      {changes.map(({ field, before, after, systemIds }) => (
        <div key={`${field} ${systemIds.join(" ")}`} role="group" className="change">
          <strong>
            {t("origin.perSystem", { system: t(`field.${field}.label`), origin: names.inside(systemIds) })}
          </strong>
          <dl>
            <dt>{t("returned.before")}</dt>
            <dd>{before === null ? t("returned.empty") : <ContactValue display={before} />}</dd>
            <dt>{t("returned.after")}</dt>
            <dd className="change__after">
              {after === null ? t("returned.empty") : <ContactValue display={after} />}
            </dd>
          </dl>
        </div>
      ))}
    </>
  );
}
