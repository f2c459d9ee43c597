import type { Problem } from "@foresattportal/shared/contract/failures.ts";
import { FAILURES, type FailureCode } from "@foresattportal/shared/failures.ts";
import type { Context } from "hono";
import type { AppEnv } from "./app-env.ts";
import type { RequestFailure } from "./request-failure.ts";

/** For developers reading a response; people read the words of the page. */
const TITLES: Record<FailureCode, string> = {
  "invalid-input": "The request is not of the documented shape",
  "login-expired": "No log-in was under way in this browser",
  "login-rejected": "The answer of ID-porten was refused",
  "not-a-navigation": "This address is for navigation only",
  "no-session": "Not logged in",
  "session-idle": "The session ended after 30 minutes without use",
  "session-expired": "The session reached its longest duration",
  csrf: "The request did not come from the portal's own page",
  "login-cancelled": "The log-in was cancelled",
  "login-level": "The log-in was at too low a level",
  "login-no-national-id": "The log-in named no national identity number",
  "not-found": "Nothing here",
  "method-not-allowed": "This address does not know that method",
  "refresh-in-progress": "A refresh is already running",
  "too-large": "The request is too large",
  "unsupported-media-type": "The body must be application/json",
  "too-soon": "The same guardian asked a moment ago",
  "too-many-requests": "Too many requests from this address",
  internal: "A fault of ours",
  "idporten-unavailable": "ID-porten does not answer",
  "store-unavailable": "The portal's database does not answer",
};

/** How long a client should wait when nobody knows better. */
const RETRY_SECONDS = 5;

/** `application/problem+json` (RFC 9457): a fixed title and code, the request's id, and nothing of what went wrong inside. */
export function problemResponse(
  c: Context<AppEnv>,
  code: FailureCode,
  details: RequestFailure["details"] = {},
): Response {
  const status = FAILURES[code];
  const body: Problem = {
    type: `/problems/${code}`,
    title: TITLES[code],
    status,
    code,
    requestId: c.get("requestId"),
    ...(details.retryAt && { retryAt: details.retryAt.toISOString() }),
    ...(details.faults && { faults: details.faults }),
  };
  if (status === 429 || status === 503) c.header("Retry-After", String(secondsUntil(details.retryAt)));
  c.header("Cache-Control", "no-store");
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/problem+json" });
}

function secondsUntil(retryAt: Date | undefined): number {
  return retryAt === undefined
    ? RETRY_SECONDS
    : Math.max(1, Math.ceil((retryAt.getTime() - Date.now()) / 1000));
}
