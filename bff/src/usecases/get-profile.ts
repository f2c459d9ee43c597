import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { readSources, type Guardian, type SourceDeps } from "./read-sources.ts";
import { showProfile } from "./show-profile.ts";

/** Reads every source and makes the page; promises a page whatever fails outside. */
export async function getProfile(deps: SourceDeps, guardian: Guardian): Promise<Profile> {
  return showProfile(deps, guardian, await readSources(deps, guardian));
}
