import { PAGES } from "@foresattportal/shared/pages.ts";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { ProfileActions } from "./use-profile.ts";

/** How long a device whose clock is wrong may wait at most: the portal asks for a minute between two refreshes. */
const LONGEST_WAIT_MS = 61_000;
const SHORTEST_WAIT_MS = 1000;

/** Another tab is at it; it takes a few seconds. */
const IN_PROGRESS_WAIT_MS = 3000;
/** Enough for the slowest of registers; after that the person decides. */
const MOST_WAITS = 20;
/** After one wait the pause is over; whoever still comes too soon has come too often, and has to wait for long. */
const MOST_PAUSES = 1;

/** Whether the person has come from kontaktregisteret to this view, by the address that is registered there. */
export function useHasReturned(): boolean {
  const [path] = useLocation();
  const [returned] = useState(path === PAGES.returned);
  return returned;
}

/** Gives the view its own address once it is shown, so that neither reloading nor going back fetches again. */
export function useOwnAddress(shown: boolean): void {
  const [path, navigate] = useLocation();
  useEffect(() => {
    if (shown && path === PAGES.returned) navigate(PAGES.profile, { replace: true });
  }, [shown, path, navigate]);
}

/** When a refresh that came too soon may be tried again, in milliseconds from now; null when it need not be. */
function waitAfter(refreshed: ProfileActions["refreshed"]): number | null {
  if (refreshed === null || refreshed.cause !== "return") return null;
  const { answer } = refreshed;
  if (answer.ok) return null;
  if (answer.code === "refresh-in-progress") return IN_PROGRESS_WAIT_MS;
  if (answer.code !== "too-soon" || answer.retryAt === null) return null;
  const wait = Date.parse(answer.retryAt) - Date.now();
  return Math.min(Math.max(wait, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
}

/**
 * Fetches by itself what the person has changed in kontaktregisteret (P21): once, and where she refreshed a moment
 * before she left, again as soon as that is allowed.
 */
export function useRefreshOnReturn(returned: boolean, actions: ProfileActions): void {
  const begun = useRef(false);
  const waits = useRef(0);
  const pauses = useRef(0);
  const { profile, refreshed } = actions;
  const canRefresh = profile.page.state === "known" && profile.krr.state !== "off";
  const refresh = useEffectEvent(() => void actions.refresh("all", "return"));
  useEffect(() => {
    if (!returned || !canRefresh || begun.current) return;
    begun.current = true;
    refresh();
  }, [returned, canRefresh]);
  useEffect(() => {
    const wait = waitAfter(refreshed);
    if (wait === null || waits.current >= MOST_WAITS || pauses.current >= MOST_PAUSES) return;
    waits.current += 1;
    if (refreshed?.answer.ok === false && refreshed.answer.code === "too-soon") pauses.current += 1;
    const again = setTimeout(() => refresh(), wait);
    return () => clearTimeout(again);
  }, [refreshed]);
}
