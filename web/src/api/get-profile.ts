import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { Answer } from "./answer.ts";
import { send } from "./client.ts";

/** Fetches the page of the person who is logged in. */
export function getProfile(): Promise<Answer<Profile>> {
  return send("/api/profile", { method: "GET" });
}
