import { useEffect, useRef } from "react";
import { Outlet, ScrollRestoration, useLocation } from "react-router";
import { Frame } from "./frame.tsx";

/** The frame with the page in it; after a navigation the focus is on the new page's heading, so that it is read aloud. */
export function RootLayout() {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.querySelector("h1")?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <Frame>
      <Outlet />
      <ScrollRestoration />
    </Frame>
  );
}
