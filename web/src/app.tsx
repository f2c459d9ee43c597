import { useLocation } from "wouter";
import type { FirstRequests } from "./api/first-requests.ts";
import { FaultBoundary } from "./components/fault-boundary.tsx";
import { FrameFault, PageFault } from "./components/faults.tsx";
import { Frame } from "./components/frame.tsx";
import { NavigatedContext, pageAt, useNavigation } from "./components/navigation.ts";
import { PageDataProvider } from "./page-data/page-data-provider.tsx";
import { useRootData, useUser } from "./page-data/page-data.ts";
import { Pages } from "./pages.tsx";
import { SessionGuard } from "./session/session-guard.tsx";
import { useProtectedView } from "./session/use-protected-view.ts";

/** Whoever is logged in is watched over on every page: each names her, and keeps what «Min profil» was told. */
function WatchedOver() {
  const { session, sessionAt } = useRootData();
  useProtectedView();
  if (session === null || session.user === null) return null;
  return <SessionGuard session={session} since={sessionAt} />;
}

function CurrentSession() {
  return useUser() === null ? null : <WatchedOver />;
}

export interface AppProps {
  readonly first: FirstRequests;
}

/** Every page in its frame; a fault of ours takes the page's place, and the frame's only when it is the frame's own. */
export function App({ first }: AppProps) {
  const [path] = useLocation();
  // Outside of what begins anew with each page, or no page would know of another one before it.
  const navigated = useNavigation();
  return (
    <FaultBoundary fallback={<FrameFault />}>
      <PageDataProvider first={first}>
        <Frame>
          <NavigatedContext value={navigated}>
            <FaultBoundary key={pageAt(path)} fallback={<PageFault />}>
              <Pages />
            </FaultBoundary>
          </NavigatedContext>
        </Frame>
        <CurrentSession />
      </PageDataProvider>
    </FaultBoundary>
  );
}
