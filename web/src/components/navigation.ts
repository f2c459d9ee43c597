import { createContext, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";
import { showsProfile } from "../api/first-requests.ts";

/** Whether the person has come to the page that is shown from another one of ours, without a new document. */
export const NavigatedContext = createContext(false);

/** Promises one name for one page: two addresses of it are no navigation. */
export function pageAt(path: string): string {
  return showsProfile(path) ? "profile" : path;
}

/** Promises whether there has been a navigation in this document; after each, the page begins at its top, but for a step back. */
export function useNavigation(): boolean {
  const [path] = useLocation();
  const page = pageAt(path);
  const [first] = useState(page);
  const [navigated, setNavigated] = useState(false);
  if (page !== first && !navigated) setNavigated(true);
  const shown = useRef(page);
  const wentBack = useRef(false);
  useEffect(() => {
    const onHistory = (): void => {
      // A link to a part of the same page comes here too, and is no step back.
      wentBack.current = pageAt(window.location.pathname) !== shown.current;
    };
    window.addEventListener("popstate", onHistory);
    return () => window.removeEventListener("popstate", onHistory);
  }, []);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    // On the way back the browser itself knows where the person was.
    if (!wentBack.current) window.scrollTo(0, 0);
    wentBack.current = false;
  }, [page]);
  return navigated;
}
