import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import { useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Answer, Failure } from "../api/answer.ts";
import { isSessionEnd } from "../api/failure.ts";
import type { FirstRequests } from "../api/first-requests.ts";
import { getProfile } from "../api/get-profile.ts";
import { followKrrLanguage } from "../language/follow-krr-language.ts";
import type { ProfileData } from "./page-data.ts";

interface Known {
  readonly answer: Answer<Profile> | null;
  readonly failure: Failure | null;
}

/** What was known goes on being shown when it cannot be renewed, but for the end of the session. */
function renewed({ answer }: Known, got: Answer<Profile>): Known {
  if (got.ok || answer?.ok !== true || isSessionEnd(got.code)) return { answer: got, failure: null };
  return { answer, failure: got };
}

/** Promises the newest profile: asked for one at a time, and never replaced by an answer to an older question. */
export function useLoadedProfile(first: FirstRequests): ProfileData {
  const { i18n } = useTranslation();
  const [known, setKnown] = useState<Known>({ answer: null, failure: null });
  const [loading, setLoading] = useState(false);
  // The answer to the first request serves once; whoever comes back to the page gets a new one.
  const firstProfile = useRef(first.profile);
  const running = useRef<Promise<void> | null>(null);
  /** Counts the profiles that came by other ways. */
  const adopted = useRef(0);

  const ask = useCallback(async (): Promise<void> => {
    setLoading(true);
    const adoptedBefore = adopted.current;
    const asked = firstProfile.current ?? getProfile();
    firstProfile.current = null;
    const got = await asked;
    if (got.ok && got.data.krr.state === "answered") await followKrrLanguage(i18n, got.data.krr.language);
    if (adopted.current === adoptedBefore) setKnown((before) => renewed(before, got));
    setLoading(false);
    running.current = null;
  }, [i18n]);

  const load = useCallback((): Promise<void> => {
    running.current ??= ask();
    return running.current;
  }, [ask]);

  const adopt = useCallback((profile: Profile): void => {
    adopted.current += 1;
    setKnown({ answer: { ok: true, data: profile }, failure: null });
  }, []);

  return useMemo(() => ({ ...known, loading, load, adopt }), [known, loading, load, adopt]);
}
