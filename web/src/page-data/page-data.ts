import type { Portal } from "@foresattportal/shared/contract/portal.ts";
import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { Session } from "@foresattportal/shared/contract/session.ts";
import { createContext, use } from "react";
import { useTranslation } from "react-i18next";
import type { Answer, Failure } from "../api/answer.ts";

/** What the frame and every page may need; null where no answer came, which no page breaks on. */
export interface RootData {
  readonly portal: Portal | null;
  readonly session: Session | null;
  /** When the answer on the session came, in milliseconds since 1970: its times are counted from then. */
  readonly sessionAt: number;
}

/** What the server has told this document. Kept in memory alone: it goes when the document goes. */
export interface PageData {
  /** Null until the answers have come: before that nobody can say whose page it is or who is logged in. */
  readonly root: RootData | null;
  readonly profile: ProfileData;
}

export interface ProfileData {
  /** The last profile that came, or why none has come yet; null before the first answer. */
  readonly answer: Answer<Profile> | null;
  /** Why the profile in `answer` could not be renewed; null when it could. */
  readonly failure: Failure | null;
  readonly loading: boolean;
  /** Asks for the profile; what was shown before stays until the answer comes. */
  readonly load: () => Promise<void>;
  /** Takes in a profile that came with the answer to something else. */
  readonly adopt: (profile: Profile) => void;
}

const NOTHING_KNOWN: PageData = {
  root: null,
  profile: {
    answer: null,
    failure: null,
    loading: false,
    load: () => Promise.resolve(),
    adopt: () => undefined,
  },
};

export const PageDataContext = createContext<PageData>(NOTHING_KNOWN);

/** Promises what is known of the installation and of the session. */
export function useRootData(): RootData {
  return use(PageDataContext).root ?? { portal: null, session: null, sessionAt: 0 };
}

/** Whether it is known whose page it is and who is logged in. */
export function useIsRootKnown(): boolean {
  return use(PageDataContext).root !== null;
}

/** Promises the profile as it was last told, and the way to ask anew. */
export function useProfileData(): ProfileData {
  return use(PageDataContext).profile;
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
  const { answer } = useProfileData();
  const user = useRootData().session?.user ?? null;
  if (answer?.ok !== true) return user;
  const { page } = answer.data;
  return { name: page.state === "known" ? page.name : (user?.name ?? null) };
}
