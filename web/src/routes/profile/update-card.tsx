import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { Answer, Failure } from "../../api/answer.ts";
import { failureText } from "../../components/failure-text.ts";
import { KrrLink } from "../../components/krr-link.tsx";
import { clockFrom, dayAndClock } from "../../format-time.ts";
import { refreshReport, type Report } from "./refresh-words.ts";
import { ReportMessage } from "./report-message.tsx";
import type { ProfileActions } from "./use-profile.ts";
import type { KnownPage } from "./verdict-concerns.ts";
import { useWords, type Words } from "./words.ts";

export const UPDATE_CARD_ID = "oppdater";

export interface UpdateCardProps {
  readonly page: KnownPage;
  readonly actions: ProfileActions;
}

/** The two actions together: change it there, fetch it here; the result comes right under the button. */
export function UpdateCard({ page, actions }: UpdateCardProps) {
  const words = useWords();
  const { t, names, systems } = words;
  const off = actions.profile.krr.state === "off";
  const held = systems.filter(({ holdsPerson }) => holdsPerson === true).map(({ id }) => id);
  return (
    <Card asChild className="update-card">
      <section id={UPDATE_CARD_ID} aria-labelledby="stemmer-ikke" tabIndex={-1}>
        <Heading level={3} data-size="2xs" id="stemmer-ikke">
          {t("update.heading")}
        </Heading>
        <Paragraph>{off ? t("update.off", names.both(held)) : t("update.nightly")}</Paragraph>
        {!off && <UpdateActions page={page} actions={actions} />}
      </section>
    </Card>
  );
}

function UpdateActions({ page, actions }: UpdateCardProps) {
  const words = useWords();
  const { t, now } = words;
  const { refreshed, refreshing, refresh } = actions;
  const lastFetched = actions.fetchedAt ?? page.lastFetchedAt;
  return (
    <>
      <div className="actions">
        <KrrLink look="button">{t("update.edit")}</KrrLink>
        <Button loading={refreshing} onClick={() => void refresh("all")}>
          {t("update.button")}
        </Button>
        {lastFetched !== null && (
          <Paragraph className="small muted">
            {t("update.lastFetched", { when: dayAndClock(lastFetched, now, t) })}
          </Paragraph>
        )}
      </div>
      <ReportMessage report={reportOf(refreshed, words)} onRetry={(systems) => void refresh(systems)} />
    </>
  );
}

function reportOf(answer: Answer<RefreshResult> | null, words: Words): Report | null {
  if (answer === null) return null;
  if (answer.ok) return refreshReport(answer.data, words);
  return { severity: failureSeverity(answer), sentences: [refreshFailure(answer, words)], retry: [] };
}

function failureSeverity({ code }: Failure): Report["severity"] {
  return code === "too-soon" || code === "refresh-in-progress" ? "info" : "danger";
}

function refreshFailure(failure: Failure, { t }: Words): string {
  if (failure.code !== "too-soon") return failureText(failure, t);
  if (failure.retryAt === null) return t("refresh.tooSoonUntimed");
  return t("refresh.tooSoon", { clock: clockFrom(failure.retryAt, t) });
}
