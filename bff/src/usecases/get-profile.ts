import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { buildProfile } from "../domain/build-profile.ts";
import { krrForPage, readSources, type Guardian, type SourceDeps } from "./read-sources.ts";

/** Reads every source and makes the page; promises a page whatever fails outside. */
export async function getProfile(deps: SourceDeps, guardian: Guardian): Promise<Profile> {
  const { answers, krrOf } = await readSources(deps, guardian);
  return buildProfile(answers, krrForPage(krrOf), deps.clock());
}
