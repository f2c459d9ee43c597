import { Button, Card, Heading, Paragraph } from "@digdir/designsystemet-react";
import { KrrLink } from "../../components/krr-link.tsx";
import { dayAndClock } from "../../format-time.ts";
import { takersOn } from "./field-state.ts";
import { refreshOutcome } from "./outcomes.ts";
import { ReportRegion } from "./report-region.tsx";
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
        <Paragraph>{off ? t("update.off", names.both(held)) : arrivalText(page, held, words)}</Paragraph>
        {!off && <UpdateActions page={page} actions={actions} />}
      </section>
    </Card>
  );
}

/** Promises when and where a change in kontaktregisteret arrives, and where it does not. */
function arrivalText(page: KnownPage, held: readonly string[], { t, names }: Words): string {
  const takers = takersOn(page);
  const others = held.filter((id) => !takers.has(id));
  if (others.length === 0) return t("update.nightly");
  const who = names.both(others);
  const sentences =
    others.length === held.length
      ? [t("update.notTaken", who), t("update.off", who)]
      : [t("update.nightlyFor", names.both([...takers])), t("update.notTaken", who)];
  return sentences.join(" ");
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
            fetchedAt={actions.fetchedAt}
            onRetry={(systems) => void refresh(systems, "button")}
          />
        )}
      </ReportRegion>
    </>
  );
}
