import { createContext, use, useRef, type ReactNode, type RefObject } from "react";

const RegionContext = createContext<RefObject<HTMLDivElement | null>>({ current: null });

export interface ReportRegionProps {
  /** What an action led to; comes by a file of its own when there is something to tell. */
  readonly children: ReactNode;
}

/** A live region that is there before its text: what comes into it is read aloud. */
export function ReportRegion({ children }: ReportRegionProps) {
  const region = useRef<HTMLDivElement>(null);
  return (
    <RegionContext value={region}>
      <div role="status" ref={region} tabIndex={-1} className="report">
        {children}
      </div>
    </RegionContext>
  );
}

/** Promises to put the focus on the region, for a button that goes away with the old result. */
export function useFocusOnRegion(): () => void {
  const region = use(RegionContext);
  return () => region.current?.focus();
}
