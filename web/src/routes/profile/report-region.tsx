import { Alert } from "@digdir/designsystemet-react";
import { createContext, Suspense, use, useRef, type ReactNode, type RefObject } from "react";
import { FaultBoundary } from "../../components/fault-boundary.tsx";
import { useWords } from "./words.ts";

const RegionContext = createContext<RefObject<HTMLDivElement | null>>({ current: null });

export interface ReportRegionProps {
  /** What an action led to; comes by a file of its own when there is something to tell. */
  readonly children: ReactNode;
}

/** A live region that is there before its text: what comes into it is read aloud. */
export function ReportRegion({ children }: ReportRegionProps) {
  const { t } = useWords();
  const region = useRef<HTMLDivElement>(null);
  return (
    <RegionContext value={region}>
      <div role="status" ref={region} tabIndex={-1} className="report">
        <FaultBoundary fallback={<Alert data-color="danger">{t("frame.notFetched")}</Alert>}>
          <Suspense>{children}</Suspense>
        </FaultBoundary>
      </div>
    </RegionContext>
  );
}

/** Promises to put the focus on the region, for a button that goes away with the old result. */
export function useFocusOnRegion(): () => void {
  const region = use(RegionContext);
  return () => region.current?.focus();
}
