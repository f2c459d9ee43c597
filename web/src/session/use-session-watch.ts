import type { LiveSession } from "@foresattportal/shared/contract/session.ts";
import { useCallback, useEffect, useState } from "react";
import { isSessionEnd } from "../api/failure.ts";
import { getSession } from "../api/get-session.ts";
import { prolongSession } from "../api/prolong-session.ts";
import { leavePersonalView } from "./leave-personal-view.ts";
import { announce, onNews } from "./session-channel.ts";
import { limitsFrom, phaseOf, type SessionPhase } from "./session-limits.ts";
import { useBackInView } from "./use-back-in-view.ts";

/** How often the time that is left is looked at while the person is asked. */
const TICK_MS = 1000;

export interface SessionWatch {
  readonly phase: SessionPhase;
  /** Promises false when there was no answer, so that the person can try again. */
  readonly prolong: () => Promise<boolean>;
}

/**
 * Watches the end of a session that every request prolongs, in whichever tab it is made: the server is asked again when
 * the end seems near, and before the view is left. Without an answer the clock of the device decides, so that nothing
 * personal stays on a screen whose session is over.
 *
 * @param since when `first` was told, in milliseconds since 1970.
 */
export function useSessionWatch(first: LiveSession, since: number): SessionWatch {
  const [limits, setLimits] = useState(() => limitsFrom(first, since));
  const [now, setNow] = useState(() => Date.now());
  const phase = phaseOf(limits, now);

  const adopt = useCallback((session: LiveSession) => {
    const moment = Date.now();
    setLimits(limitsFrom(session, moment));
    setNow(moment);
  }, []);

  const ask = useCallback(async (): Promise<void> => {
    const answer = await getSession();
    const known = phaseOf(limits, Date.now());
    const reason = known.phase === "over" ? known.reason : null;
    if (answer.ok && answer.data.user !== null) adopt(answer.data);
    else if (answer.ok || reason !== null) leavePersonalView(reason ?? "no-session");
    else setNow(Date.now());
  }, [adopt, limits]);

  const kind = phase.phase;
  useEffect(() => {
    if (kind === "ending") {
      const tick = setInterval(() => setNow(Date.now()), TICK_MS);
      return () => clearInterval(tick);
    }
    const known = phaseOf(limits, Date.now());
    // The server rounds down: in the last second of a session it may still answer that there are none left.
    const look = setTimeout(() => void ask(), known.phase === "calm" ? known.warnIn : TICK_MS);
    return () => clearTimeout(look);
  }, [ask, limits, kind]);
  useEffect(() => onNews("prolonged", () => void ask()), [ask]);
  useBackInView(ask);

  const prolong = async (): Promise<boolean> => {
    const answer = await prolongSession();
    if (answer.ok) {
      adopt(answer.data);
      announce("prolonged");
    } else if (isSessionEnd(answer.code)) leavePersonalView(answer.code);
    else return false;
    return true;
  };
  return { phase, prolong };
}
