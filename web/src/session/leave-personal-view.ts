import { PAGES } from "@foresattportal/shared/pages.ts";
import type { SessionEndCode } from "../api/failure.ts";

/** The query of the landing page that says why a person is there again. */
export const ENDED_QUERY = "grunn";

/**
 * Hides the page at once and loads another document in its place: no component, no memory and no step back in the
 * history is left with anything personal.
 */
export function replaceDocument(address: string): void {
  document.body.hidden = true;
  window.location.replace(address);
}

/** Leaves the personal view because there is no session any more; the landing page says why. */
export function leavePersonalView(reason: SessionEndCode): void {
  replaceDocument(`${PAGES.home}?${new URLSearchParams({ [ENDED_QUERY]: reason }).toString()}`);
}
