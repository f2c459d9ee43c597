import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { WorkPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import { useState } from "react";
import type { Answer } from "../../api/answer.ts";
import { isSessionEnd } from "../../api/failure.ts";
import { refreshProfile } from "../../api/refresh-profile.ts";
import { removeWorkPhone } from "../../api/remove-work-phone.ts";
import { saveWorkPhone } from "../../api/save-work-phone.ts";
import { leavePersonalView } from "../../session/leave-personal-view.ts";
import { useInOrder } from "./use-in-order.ts";

/** The registers to act on: all of them, unless some are named. */
export type Systems = readonly string[] | "all";

/** What was done to «Jobbtelefon» and how it went; `phone` is null when it was removed. */
export interface WorkPhoneDone {
  readonly phone: string | null;
  readonly answer: Answer<WorkPhoneResult>;
}

/** What began a refresh: the button, or coming back from kontaktregisteret. The result is told where it was begun. */
export type RefreshCause = "button" | "return";

export interface ProfileActions {
  readonly profile: Profile;
  /** What began the refresh that runs; null while none does. */
  readonly refreshing: RefreshCause | null;
  /** How the last refresh went, and what began it. */
  readonly refreshed: { readonly cause: RefreshCause; readonly answer: Answer<RefreshResult> } | null;
  /** When this page last got kontaktregisteret's answer by «Oppdater»; null while it has not. */
  readonly fetchedAt: string | null;
  readonly refresh: (systems: Systems, cause: RefreshCause) => Promise<void>;
  readonly settingWorkPhone: boolean;
  readonly workPhoneDone: WorkPhoneDone | null;
  /** Takes away the result of what was done before, when something else is begun. */
  readonly forgetWorkPhoneDone: () => void;
  /** Saves a number, or removes it when there is none; promises the answer. */
  readonly setWorkPhone: (phone: string | null, systems: Systems) => Promise<Answer<WorkPhoneResult>>;
}

function named(systems: Systems): { systems?: string[] } {
  return systems === "all" ? {} : { systems: [...systems] };
}

function sendWorkPhone(phone: string | null, systems: Systems): Promise<Answer<WorkPhoneResult>> {
  if (phone === null) return removeWorkPhone(systems === "all" ? [] : systems);
  return saveWorkPhone({ phone, ...named(systems) });
}

/** A register that was right before keeps its own date, so only the answer itself tells that something was fetched. */
function hasFetched(answer: Answer<RefreshResult>): boolean {
  return answer.ok && answer.data.systems.some(({ state }) => state === "done");
}

/** Promises the newest profile that the server has given, and the two things that can be done to it. */
export function useProfile(loaded: Profile): ProfileActions {
  const inOrder = useInOrder();
  const [shown, setShown] = useState({ loaded, profile: loaded });
  const [refreshing, setRefreshing] = useState<RefreshCause | null>(null);
  const [refreshed, setRefreshed] = useState<ProfileActions["refreshed"]>(null);
  const [fetchedAt, setFetchedAt] = useState<string | null>(null);
  const [settingWorkPhone, setSettingWorkPhone] = useState(false);
  const [workPhoneDone, setWorkPhoneDone] = useState<WorkPhoneDone | null>(null);
  if (shown.loaded !== loaded) setShown({ loaded, profile: loaded });

  const adopt = (answer: Answer<{ profile: Profile }>): void => {
    if (answer.ok) setShown({ loaded, profile: answer.data.profile });
    else if (isSessionEnd(answer.code)) leavePersonalView(answer.code);
  };

  const refresh = async (systems: Systems, cause: RefreshCause): Promise<void> => {
    if (refreshing !== null) return;
    setRefreshing(cause);
    // The live region is emptied, so that the same result is read aloud a second time.
    setRefreshed(null);
    const answer = await inOrder(() => refreshProfile(named(systems)));
    adopt(answer);
    setRefreshed({ cause, answer });
    if (hasFetched(answer)) setFetchedAt(new Date().toISOString());
    setRefreshing(null);
  };

  const setWorkPhone = async (phone: string | null, systems: Systems): Promise<Answer<WorkPhoneResult>> => {
    setSettingWorkPhone(true);
    setWorkPhoneDone(null);
    const answer = await inOrder(() => sendWorkPhone(phone, systems));
    adopt(answer);
    setWorkPhoneDone({ phone, answer });
    setSettingWorkPhone(false);
    return answer;
  };

  return {
    profile: shown.profile,
    refreshing,
    refreshed,
    fetchedAt,
    refresh,
    settingWorkPhone,
    workPhoneDone,
    forgetWorkPhoneDone: () => setWorkPhoneDone(null),
    setWorkPhone,
  };
}
