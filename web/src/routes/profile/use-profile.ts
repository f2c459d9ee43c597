import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { useState } from "react";
import type { Answer } from "../../api/answer.ts";
import { isSessionEnd } from "../../api/failure.ts";
import { refreshProfile } from "../../api/refresh-profile.ts";
import { useProfileData } from "../../page-data/page-data.ts";
import { leavePersonalView, replaceDocument } from "../../session/leave-personal-view.ts";
import { named, type Systems } from "./systems.ts";
import { useInOrder } from "./use-in-order.ts";
import { useWorkPhone, type WorkPhoneActions } from "./use-work-phone.ts";

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
  readonly workPhone: WorkPhoneActions;
}

/** A register that was right before keeps its own date, so only the answer itself tells that something was fetched. */
function hasFetched(answer: Answer<RefreshResult>): boolean {
  return answer.ok && answer.data.systems.some(({ state }) => state === "done");
}

/** An action whose registers all fell silent tells so beside what is known; it takes nothing of that away. */
function hasMoreToShow(told: Profile, shown: Profile): boolean {
  return told.page.state !== "unavailable" || shown.page.state !== "known";
}

/** Promises what can be done to the profile that is shown; what comes of it is shown everywhere. */
export function useProfile(profile: Profile): ProfileActions {
  const inOrder = useInOrder();
  const { adopt: show } = useProfileData();
  const [refreshing, setRefreshing] = useState<RefreshCause | null>(null);
  const [refreshed, setRefreshed] = useState<ProfileActions["refreshed"]>(null);
  const [fetchedAt, setFetchedAt] = useState<string | null>(null);

  const adopt = (answer: Answer<{ profile: Profile }>, cause?: RefreshCause): void => {
    if (answer.ok) {
      if (hasMoreToShow(answer.data.profile, profile)) show(answer.data.profile);
    } else if (isSessionEnd(answer.code)) {
      // Who has come back from kontaktregisteret logs in there and sees what she came for all the same.
      if (cause === "return") replaceDocument(PAGES.returned);
      else leavePersonalView(answer.code);
    }
  };
  const workPhone = useWorkPhone({ inOrder, adopt });

  const refresh = async (systems: Systems, cause: RefreshCause): Promise<void> => {
    if (refreshing !== null) return;
    setRefreshing(cause);
    // The live region is emptied, so that the same result is read aloud a second time.
    setRefreshed(null);
    const answer = await inOrder(() => refreshProfile(named(systems)));
    adopt(answer, cause);
    setRefreshed({ cause, answer });
    if (hasFetched(answer)) setFetchedAt(new Date().toISOString());
    setRefreshing(null);
  };

  return { profile, refreshing, refreshed, fetchedAt, refresh, workPhone };
}
