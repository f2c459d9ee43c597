import { FAILURE_PAGE_PREFIX, PAGES } from "@foresattportal/shared/pages.ts";
import type { FailureCode } from "@foresattportal/shared/failures.ts";
import type { Context } from "hono";
import type { AppEnv } from "./app-env.ts";

/**
 * Sends the browser to the page with the words for this failure. A redirect, so that no code or state of the log-in
 * stays in the address bar and reloading does no harm.
 *
 * @param returnTo one of our own pages, where the next log-in shall lead; the landing page needs no mention.
 */
export function redirectToFailurePage(
  c: Context<AppEnv>,
  code: FailureCode,
  returnTo: string = PAGES.home,
): Response {
  c.header("Cache-Control", "no-store");
  const query = new URLSearchParams({ ref: c.get("requestId") });
  if (returnTo !== PAGES.home) query.set("returnTo", returnTo);
  return c.redirect(`${FAILURE_PAGE_PREFIX}${code}?${query.toString()}`, 303);
}

/** Promises true only for a request that a person sees the answer of. */
export function isNavigation(c: Context): boolean {
  const mode = c.req.header("Sec-Fetch-Mode");
  if (mode !== undefined) return mode === "navigate";
  return c.req.header("Accept")?.includes("text/html") ?? false;
}
