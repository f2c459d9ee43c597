import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { readSources, type Guardian, type SourceDeps } from "./read-sources.ts";
import { showProfile } from "./show-profile.ts";

/**
 * Reads every source and makes the page; promises a page whatever fails outside.
 *
 * @param caller ends the asking when nobody waits for the page any more.
 */
export async function getProfile(
  deps: SourceDeps,
  guardian: Guardian,
  caller?: AbortSignal,
): Promise<Profile> {
  return showProfile(deps, guardian, await readSources(deps, guardian, caller));
}
