import { useEffect } from "react";

/** Calls back when the page comes into view again: a device may have slept, and the person may have logged out meanwhile. */
export function useBackInView(callback: () => Promise<void>): void {
  useEffect(() => {
    const onChange = (): void => {
      if (document.visibilityState === "visible") void callback();
    };
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, [callback]);
}
