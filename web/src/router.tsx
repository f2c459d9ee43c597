import { FAILURE_PAGE_PREFIX, PAGES } from "@foresattportal/shared/pages.ts";
import { createBrowserRouter, type RouteObject } from "react-router";
import { FrameFault, PageFault } from "./components/fault-boundary.tsx";
import { Loading } from "./components/loading.tsx";
import { PROFILE_ROUTE, ROOT_ROUTE } from "./components/root-data.ts";
import { RootLayout } from "./components/root-layout.tsx";
import { AccessibilityPage } from "./routes/accessibility/page.tsx";
import { FailurePage } from "./routes/failure/page.tsx";
import { HelpPage } from "./routes/help/page.tsx";
import { HomePage } from "./routes/home/page.tsx";
import { LoggedOutPage } from "./routes/logged-out/page.tsx";
import { NotFoundPage } from "./routes/not-found/page.tsx";
import { PrivacyPage } from "./routes/privacy/page.tsx";
import { profileLoader } from "./routes/profile/loader.ts";
import { ProfilePage } from "./routes/profile/page.tsx";
import { ReturnedPage } from "./routes/returned/page.tsx";
import { rootLoader } from "./routes/root/loader.ts";

const pages: RouteObject[] = [
  { path: PAGES.home, Component: HomePage },
  { path: PAGES.profile, id: PROFILE_ROUTE, loader: profileLoader, Component: ProfilePage },
  { path: PAGES.returned, Component: ReturnedPage },
  { path: PAGES.loggedOut, Component: LoggedOutPage },
  { path: PAGES.privacy, Component: PrivacyPage },
  { path: PAGES.accessibility, Component: AccessibilityPage },
  { path: PAGES.help, Component: HelpPage },
  { path: `${FAILURE_PAGE_PREFIX}:code`, Component: FailurePage },
  { path: "*", Component: NotFoundPage },
];

const routes: RouteObject[] = [
  {
    id: ROOT_ROUTE,
    loader: rootLoader,
    // Whose session it is and what the installation is called do not change between two pages of one document.
    shouldRevalidate: () => false,
    Component: RootLayout,
    HydrateFallback: Loading,
    ErrorBoundary: FrameFault,
    children: [{ ErrorBoundary: PageFault, children: pages }],
  },
];

/** Starts the router, which at once starts to fetch what the page needs. */
export function startRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter(routes);
}
