import type { RefreshResult } from "@foresattportal/shared/contract/refresh.ts";
import { useEffect } from "react";
import type { Answer } from "../../api/answer.ts";
import { useProfileData } from "../../page-data/page-data.ts";

/** When a refresh that another tab is at has come to something: mostly within the first, with slow registers within the last. */
const UNDER_WAY_MS = [3000, 10_000];
/** The portal asks for a minute between two refreshes. */
const TOO_SOON_MS = 60_000;

/** How long to wait, time after time, before the profile is asked for again; nothing where no other tab has refreshed it. */
function waitsAfter(answer: Answer<RefreshResult>, fetchedAt: string | null): readonly number[] {
  if (answer.ok) return [];
  if (answer.code === "refresh-in-progress") return UNDER_WAY_MS;
  const isOwn = fetchedAt !== null && Date.now() - Date.parse(fetchedAt) < TOO_SOON_MS;
  return answer.code === "too-soon" && !isOwn ? [0] : [];
}

/**
 * Promises that who was told to wait, since another tab was first, sees here too what that one fetched.
 *
 * @param fetchedAt when this tab fetched for the last time; null while it has not.
 */
export function useNewerElsewhere(answer: Answer<RefreshResult>, fetchedAt: string | null): void {
  const { load } = useProfileData();
  useEffect(() => {
    const timers = waitsAfter(answer, fetchedAt).map((wait) => setTimeout(() => void load(), wait));
    return () => timers.forEach(clearTimeout);
  }, [answer, fetchedAt, load]);
}
