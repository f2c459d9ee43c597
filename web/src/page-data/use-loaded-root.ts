import type { Session } from "@foresattportal/shared/contract/session.ts";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "../api/answer.ts";
import type { FirstRequests } from "../api/first-requests.ts";
import { getSession } from "../api/get-session.ts";
import { followKrrLanguage } from "../language/follow-krr-language.ts";
import type { RootData } from "./page-data.ts";

/** How long until the session is asked for again where no answer came: nobody watches over a session that is not known. */
const ASK_AGAIN_MS = 5000;

/** Promises what is known of the installation and the session: null until both have been asked, and the session as soon as it is told. */
export function useLoadedRoot(first: FirstRequests): RootData | null {
  const { i18n } = useTranslation();
  const [root, setRoot] = useState<RootData | null>(null);

  useEffect(() => {
    void (async () => {
      const [portal, session] = await Promise.all([first.portal, first.session]);
      const sessionAt = Date.now();
      if (session.ok && session.data.user !== null) await followKrrLanguage(i18n, session.data.user.language);
      setRoot({
        portal: portal.ok ? portal.data : null,
        session: session.ok ? session.data : null,
        sessionAt,
      });
    })();
  }, [first, i18n]);

  const isSessionMissing = root !== null && root.session === null;
  useEffect(() => {
    if (!isSessionMissing) return;
    const again = setInterval(() => {
      void (async () => {
        const answer: Answer<Session> = await getSession();
        if (answer.ok) setRoot((known) => known && { ...known, session: answer.data, sessionAt: Date.now() });
      })();
    }, ASK_AGAIN_MS);
    return () => clearInterval(again);
  }, [isSessionMissing]);
  return root;
}
