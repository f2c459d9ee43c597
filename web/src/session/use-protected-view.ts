import { PAGES } from "@foresattportal/shared/pages.ts";
import { useEffect } from "react";
import { replaceDocument } from "./leave-personal-view.ts";
import { onNews } from "./session-channel.ts";

function hideWhenKept(event: PageTransitionEvent): void {
  if (event.persisted) document.body.hidden = true;
}

function reloadWhenBroughtBack(event: PageTransitionEvent): void {
  if (event.persisted) window.location.reload();
}

/**
 * Promises that a personal view does not outlive its session: another tab's logout empties it, and a page out of the
 * back/forward cache, which is painted before any script runs, goes in hidden and asks the server anew.
 */
export function useProtectedView(): void {
  useEffect(() => onNews("logged-out", () => replaceDocument(PAGES.loggedOut)), []);

  useEffect(() => {
    window.addEventListener("pagehide", hideWhenKept);
    window.addEventListener("pageshow", reloadWhenBroughtBack);
    return () => {
      window.removeEventListener("pagehide", hideWhenKept);
      window.removeEventListener("pageshow", reloadWhenBroughtBack);
    };
  }, []);
}
