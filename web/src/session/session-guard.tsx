import type { LiveSession } from "@foresattportal/shared/contract/session.ts";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSessionWatch } from "./use-session-watch.ts";

// Most visits are over long before anybody has to be asked.
const SessionDialog = lazy(async () => ({ default: (await import("./session-dialog.tsx")).SessionDialog }));

export interface SessionGuardProps {
  readonly session: LiveSession;
}

/** Asks before the session ends, and leaves the page when it has ended (P16). */
export function SessionGuard({ session }: SessionGuardProps) {
  const { t } = useTranslation();
  const { phase, prolong } = useSessionWatch(session);
  const [prolonged, setProlonged] = useState(false);
  const stay = async (): Promise<boolean> => {
    const done = await prolong();
    setProlonged(done);
    return done;
  };
  const ending = phase.phase === "ending" ? phase : null;
  const [wasNeeded, setWasNeeded] = useState(false);
  if (ending !== null && !wasNeeded) setWasNeeded(true);
  return (
    <>
      {/* Stands before its text comes, so that screen readers read the text. */}
      <div role="status" className="ds-sr-only">
        {prolonged && ending === null && t("session.extended")}
      </div>
      {wasNeeded && (
        <Suspense fallback={null}>
          <SessionDialog ending={ending} stay={stay} />
        </Suspense>
      )}
    </>
  );
}
