import { Spinner } from "@digdir/designsystemet-react";
import { returnOutcome } from "./outcomes.ts";
import { ReportRegion } from "./report-region.tsx";
import type { ProfileActions } from "./use-profile.ts";
import { useWords } from "./words.ts";

export interface ReturnCardProps {
  readonly actions: ProfileActions;
}

/** The way back from kontaktregisteret: that the portal fetches by itself, and what came of it. */
export function ReturnCard({ actions: { refreshing, refreshed, fetchedAt, refresh } }: ReturnCardProps) {
  const { t } = useWords();
  return (
    <ReportRegion>
      {refreshing === "return" && (
        <p className="busy">
          <Spinner aria-hidden="true" data-size="xs" />
          {t("update.fetching")}
        </p>
      )}
      {refreshed?.cause === "return" && (
        <returnOutcome.Part
          answer={refreshed.answer}
          fetchedAt={fetchedAt}
          onRetry={(systems) => void refresh(systems, "return")}
        />
      )}
    </ReportRegion>
  );
}
