import type { Portal } from "@foresattportal/shared/contract/portal.ts";
import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { Session } from "@foresattportal/shared/contract/session.ts";
import { PAGES } from "@foresattportal/shared/pages.ts";
import type { Answer } from "./answer.ts";
import { getPortal } from "./get-portal.ts";
import { getProfile } from "./get-profile.ts";
import { getSession } from "./get-session.ts";

/** The answers to what the first view needs; `profile` is null on pages that do not show it. */
export interface FirstRequests {
  readonly portal: Promise<Answer<Portal>>;
  readonly session: Promise<Answer<Session>>;
  readonly profile: Promise<Answer<Profile>> | null;
}

/** Whether «Min profil» stands at this address: its own, or the one to which kontaktregisteret leads back. */
export function showsProfile(path: string): boolean {
  return path === PAGES.profile || path === PAGES.returned;
}

/** Asks for everything that the first view needs, side by side. */
export function startRequests(path: string): FirstRequests {
  return {
    portal: getPortal(),
    session: getSession(),
    profile: showsProfile(path) ? getProfile() : null,
  };
}
