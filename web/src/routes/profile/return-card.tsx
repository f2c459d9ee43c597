import { Heading, Spinner } from "@digdir/designsystemet-react";
import { clockFrom } from "../../format-time.ts";
import { ContactValue } from "./contact-value.tsx";
import { refreshAnswerReport } from "./refresh-answer-report.ts";
import { changesOf, type Report, type ValueChange } from "./refresh-words.ts";
import { ReportMessage } from "./report-message.tsx";
import type { ProfileActions } from "./use-profile.ts";
import { useWords, type Words } from "./words.ts";

export interface ReturnCardProps {
  readonly actions: ProfileActions;
}

/** What came of the visit to kontaktregisteret: each value before and now, and what could not be done (P21). */
export function ReturnCard({ actions }: ReturnCardProps) {
  const words = useWords();
  const { refreshed, refreshing, refresh } = actions;
  const answer = refreshed?.cause === "return" ? refreshed.answer : null;
  return (
    <ReportMessage
      report={reportOf(answer, words)}
      lead={<Lead changes={answer?.ok === true ? changesOf(answer.data) : []} words={words} />}
      busy={refreshing === "return" && <Fetching text={words.t("returned.busy")} />}
      onRetry={(systems) => void refresh(systems, "return")}
    />
  );
}

type Returned = Parameters<typeof refreshAnswerReport>[0];

function reportOf(answer: Returned | null, words: Words): Report | null {
  if (answer === null) return null;
  if (answer.ok || answer.code !== "too-soon" || answer.retryAt === null)
    return refreshAnswerReport(answer, words, true);
  const { t } = words;
  return {
    severity: "info",
    sentences: [t("returned.waiting", { clock: clockFrom(answer.retryAt, t) })],
    retry: [],
  };
}

interface FetchingProps {
  readonly text: string;
}

function Fetching({ text }: FetchingProps) {
  return (
    <p className="busy">
      <Spinner aria-hidden="true" data-size="xs" />
      {text}
    </p>
  );
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
