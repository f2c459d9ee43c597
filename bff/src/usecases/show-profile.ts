import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { buildProfile } from "../domain/build-profile.ts";
import { withLastAnswers } from "./last-answers.ts";
import { krrForPage, type Guardian, type SourceDeps, type Sources } from "./read-sources.ts";

/** The page of these answers, with the last known ones of registers that are silent: the one use there is for copies. */
export async function showProfile(
  deps: SourceDeps,
  { subject }: Guardian,
  { answers, krrOf }: Sources,
): Promise<Profile> {
  const shown = await withLastAnswers(deps, subject, answers);
  return buildProfile(shown, krrForPage(krrOf), deps.clock());
}
