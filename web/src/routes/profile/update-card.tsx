import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { KrrLink } from "../../components/krr-link.tsx";
import { dayAndClock } from "../../format-time.ts";
import { refreshOutcome } from "./outcomes.ts";
import { ReportRegion } from "./report-region.tsx";
import type { ProfileActions } from "./use-profile.ts";
import type { KnownPage } from "./verdict-concerns.ts";
import { useWords } from "./words.ts";

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
        <Button loading={refreshing !== null} onClick={() => void refresh("all", "button")}>
          {t("update.button")}
        </Button>
        {lastFetched !== null && (
          <Paragraph className="small muted">
            {t("update.lastFetched", { when: dayAndClock(lastFetched, now, t) })}
          </Paragraph>
        )}
      </div>
      <ReportRegion>
        {refreshed?.cause === "button" && (
          <refreshOutcome.Part
            answer={refreshed.answer}
            onRetry={(systems) => void refresh(systems, "button")}
          />
        )}
      </ReportRegion>
    </>
  );
}
