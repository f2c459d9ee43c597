import type { LoggedOut } from "@foresattportal/shared/contract/session.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** Ends the session here and tells where the browser goes to end it at ID-porten too. */
export function logOut(): Promise<Answer<LoggedOut>> {
  return send("/auth/logout", { method: "POST" });
}
