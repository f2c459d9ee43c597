import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../api/answer.ts";
import type { FirstRequests } from "../api/first-requests.ts";
import { getProfile } from "../api/get-profile.ts";
import { followKrrLanguage } from "../language/follow-krr-language.ts";
import { PageDataContext, type PageData, type RootData } from "./page-data.ts";

export interface PageDataProviderProps {
  readonly first: FirstRequests;
  readonly children: ReactNode;
}

/** Promises every page what the server has told, as it comes; texts in the person's own language come before the data that they go with. */
export function PageDataProvider({ first, children }: PageDataProviderProps) {
  const { i18n } = useTranslation();
  const [root, setRoot] = useState<RootData | null>(null);
  const [answer, setAnswer] = useState<Answer<Profile> | null>(null);
  const [loading, setLoading] = useState(false);
  // The answer to the first request serves once; whoever comes back to the page gets a new one.
  const firstProfile = useRef(first.profile);

  useEffect(() => {
    void (async () => {
      const [portal, session] = await Promise.all([first.portal, first.session]);
      if (session.ok && session.data.user !== null) await followKrrLanguage(i18n, session.data.user.language);
      setRoot({ portal: portal.ok ? portal.data : null, session: session.ok ? session.data : null });
    })();
  }, [first, i18n]);

  const load = useCallback(async (): Promise<void> => {
    setLoading(true);
    const asked = firstProfile.current ?? getProfile();
    firstProfile.current = null;
    const got = await asked;
    if (got.ok && got.data.krr.state === "answered") await followKrrLanguage(i18n, got.data.krr.language);
    setAnswer(got);
    setLoading(false);
  }, [i18n]);

  const data = useMemo<PageData>(
    () => ({ root, profile: { answer, loading, load } }),
    [root, answer, loading, load],
  );
  return <PageDataContext value={data}>{children}</PageDataContext>;
}
