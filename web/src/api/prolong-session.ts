import type { LiveSession } from "@foresattportal/shared/contract/session.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** Prolongs the idle limit of the session, and tells how long it lasts now. */
export function prolongSession(): Promise<Answer<LiveSession>> {
  return send("/api/session", { method: "POST", json: {} });
}
