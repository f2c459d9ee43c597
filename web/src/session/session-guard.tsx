import type { LiveSession } from "@foresattportal/shared/contract/session.ts";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { later } from "../components/later.tsx";
import { whenIdle } from "../components/when-idle.ts";
import { useOnline } from "./use-online.ts";
import { useSessionWatch } from "./use-session-watch.ts";

// Most visits are over long before anybody has to be asked; it is fetched ahead, since the network may be gone by then.
const sessionDialog = later(async () => (await import("./session-dialog.tsx")).SessionDialog);

export interface SessionGuardProps {
  readonly session: LiveSession;
  /** When the session was told, in milliseconds since 1970. */
  readonly since: number;
}

/**
 * Asks before the session ends, leaves the page when it has ended, and says that losing the network is not losing the session (P16).
 * Part of the first view: without a network nothing can be fetched, and then it is needed most.
 */
export function SessionGuard({ session, since }: SessionGuardProps) {
  const { t, i18n } = useTranslation();
  useEffect(() => whenIdle(() => void sessionDialog.prepare(i18n)), [i18n]);
  const { phase, prolong } = useSessionWatch(session, since);
  const [prolonged, setProlonged] = useState(false);
  const stay = async (): Promise<boolean> => {
    const done = await prolong();
    setProlonged(done);
    return done;
  };
  const online = useOnline();
  const ending = phase.phase === "ending" ? phase : null;
  const [wasNeeded, setWasNeeded] = useState(false);
  if (ending !== null && !wasNeeded) setWasNeeded(true);
  return (
    <>
      {/* Stands before its text comes, so that screen readers read the text. */}
      <div role="status" className="ds-sr-only">
        {prolonged && ending === null && t("sessionKept.extended")}
      </div>
      <div role="status">{!online && <p className="offline">{t("sessionKept.offline")}</p>}</div>
      {wasNeeded && <sessionDialog.Part ending={ending} stay={stay} />}
    </>
  );
}
