import { PAGES } from "@foresattportal/shared/pages.ts";
import { Navigate } from "react-router";

/** Where kontaktregisteret sends people back to; it leads on to «Min profil» and leaves no step in the history. */
export function ReturnedPage() {
  return <Navigate to={PAGES.profile} replace />;
}
