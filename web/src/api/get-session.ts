import type { Session } from "@foresattportal/shared/contract/session.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** Tells whether somebody is logged in, without prolonging the session. */
export function getSession(): Promise<Answer<Session>> {
  return send("/api/session", { method: "GET" });
}
