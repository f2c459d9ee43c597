import { FAILURE_PAGE_PREFIX, PAGES } from "@foresattportal/shared/pages.ts";
import { createBrowserRouter, type RouteObject } from "react-router";
import { FrameFault, PageFault } from "./components/fault-boundary.tsx";
import { Loading } from "./components/loading.tsx";
import { PROFILE_ROUTE, ROOT_ROUTE } from "./components/root-data.ts";
import { RootLayout } from "./components/root-layout.tsx";
import { HomePage } from "./routes/home/page.tsx";
import { NotFoundPage } from "./routes/not-found/page.tsx";
import { profileLoader } from "./routes/profile/loader.ts";
import { ProfilePage } from "./routes/profile/page.tsx";
import { ReturnedPage } from "./routes/returned/page.tsx";
import { rootLoader } from "./routes/root/loader.ts";

/** Pages that few open are fetched when they are asked for. */
const pages: RouteObject[] = [
  { path: PAGES.home, Component: HomePage },
  { path: PAGES.profile, id: PROFILE_ROUTE, loader: profileLoader, Component: ProfilePage },
  { path: PAGES.returned, Component: ReturnedPage },
  {
    path: PAGES.loggedOut,
    lazy: async () => ({ Component: (await import("./routes/logged-out/page.tsx")).LoggedOutPage }),
  },
  {
    path: PAGES.privacy,
    lazy: async () => ({ Component: (await import("./routes/privacy/page.tsx")).PrivacyPage }),
  },
  {
    path: PAGES.accessibility,
    lazy: async () => ({ Component: (await import("./routes/accessibility/page.tsx")).AccessibilityPage }),
  },
  {
    path: `${FAILURE_PAGE_PREFIX}:code`,
    lazy: async () => ({ Component: (await import("./routes/failure/page.tsx")).FailurePage }),
  },
  { path: "*", Component: NotFoundPage },
];

export const routes: RouteObject[] = [
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
