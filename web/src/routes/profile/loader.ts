import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { Answer } from "../../api/answer.ts";
import { getProfile } from "../../api/get-profile.ts";

/** Promises the profile or the reason why it did not come; nothing of it is kept anywhere else. */
export function profileLoader(): Promise<Answer<Profile>> {
  return getProfile();
}
