import type { i18n } from "i18next";
import { useEffect, useState, type ComponentType, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fetchFurtherTexts } from "../language/further-texts.ts";

/** How long until a file that could not be fetched is asked for again, unless the network comes back before. */
const RETRY_MS = 10_000;

export interface Later<P extends object> {
  readonly Part: ComponentType<P>;
  /** Fetches the part before it is shown; a failure is told, and mended, when it is. */
  readonly prepare: (texts: i18n) => Promise<void>;
}

/**
 * Promises a part of the page that is fetched, with the texts of later views, when it is needed. Not `React.lazy`, which
 * remembers a failure for ever: a phone that was without a network for a moment would have to load the whole page anew.
 *
 * @param waiting what stands in its place meanwhile.
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  waiting: ReactNode = null,
): Later<P> {
  let part: ComponentType<P> | null = null;
  const fetchPart = async (texts: i18n): Promise<boolean> => {
    try {
      const [loaded] = await Promise.all([load(), fetchFurtherTexts(texts)]);
      part = loaded;
      return true;
    } catch {
      return false;
    }
  };

  function Part(props: P) {
    const { t, i18n } = useTranslation();
    const [there, setThere] = useState(part !== null);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (there) return;
      const attempt = async (): Promise<void> => {
        const fetched = await fetchPart(i18n);
        setThere(fetched);
        setFailed(!fetched);
      };
      void attempt();
      const again = setInterval(() => void attempt(), RETRY_MS);
      const onOnline = (): void => void attempt();
      window.addEventListener("online", onOnline);
      return () => {
        clearInterval(again);
        window.removeEventListener("online", onOnline);
      };
    }, [there, i18n]);
    const Shown = part;
    if (there && Shown !== null) return <Shown {...props} />;
    return failed ? <p className="not-fetched">{t("frame.notFetched")}</p> : waiting;
  }

  const prepare = async (texts: i18n): Promise<void> => {
    await fetchPart(texts);
  };
  return { Part, prepare };
}
