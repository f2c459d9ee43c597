import type { Portal } from "@foresattportal/shared/contract/portal.ts";
import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { Session } from "@foresattportal/shared/contract/session.ts";
import { useTranslation } from "react-i18next";
import { useRouteLoaderData } from "react-router";
import type { Answer } from "../api/answer.ts";

/** What the frame and every page may need; null where no answer came, which no page breaks on. */
export interface RootData {
  readonly portal: Portal | null;
  readonly session: Session | null;
}

export const ROOT_ROUTE = "root";
export const PROFILE_ROUTE = "profile";

/** Promises what is known of the installation and of the session. */
export function useRootData(): RootData {
  return useRouteLoaderData<RootData>(ROOT_ROUTE) ?? { portal: null, session: null };
}

/** Whether the answers have come: before that nobody can say whose page it is or who is logged in. */
export function useIsRootKnown(): boolean {
  return useRouteLoaderData<RootData>(ROOT_ROUTE) !== undefined;
}

/** Promises a name to put in the header and in titles, also when the server did not tell it. */
export function useOwner(): string {
  const { t } = useTranslation();
  return useRootData().portal?.owner ?? t("frame.ownerFallback");
}

/** Promises where kontaktregisteret is edited, or null when the server did not tell it. */
export function useKrrAddress(): string | null {
  const { i18n } = useTranslation();
  const addresses: Readonly<Record<string, string>> = useRootData().portal?.editInKrr ?? {};
  return addresses[i18n.language] ?? addresses["nb"] ?? null;
}

/** Who is logged in: null for a visitor, `name` null until a register has told it. */
export function useUser(): { readonly name: string | null } | null {
  const profile = useRouteLoaderData<Answer<Profile>>(PROFILE_ROUTE);
  const user = useRootData().session?.user ?? null;
  if (profile?.ok !== true) return user;
  return { name: profile.data.page.state === "known" ? profile.data.page.name : (user?.name ?? null) };
}
