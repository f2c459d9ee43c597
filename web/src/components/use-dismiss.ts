import { useEffect, type RefObject } from "react";

/** Closes what is open by Escape, by a click outside it, and by moving the focus out of it. */
export function useDismiss(region: RefObject<HTMLElement | null>, open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") close();
    };
    const onLeave = (event: Event): void => {
      if (event.target instanceof Node && region.current?.contains(event.target) !== true) close();
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", onLeave);
    document.addEventListener("focusin", onLeave);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", onLeave);
      document.removeEventListener("focusin", onLeave);
    };
  }, [region, open, close]);
}
