import { PAGES } from "@foresattportal/shared/pages.ts";
import { Route, Switch } from "wouter";
import { later } from "./components/later.tsx";
import { Loading } from "./components/loading.tsx";
import { useIsRootKnown } from "./page-data/page-data.ts";
import { ProfilePage } from "./routes/profile/page.tsx";

/** «Min profil» comes with the first load; all other pages are one small file. */
const furtherPages = later(async () => (await import("./further-pages.tsx")).FurtherPages, <Loading />);

/** One page for the two addresses of «Min profil», so that it goes on living when the one gives way to the other. */
const PROFILE_PATHS = new RegExp(`^(?:${PAGES.profile}|${PAGES.returned})$`);

/** The page that stands at the address, once it is known whose portal it is and who is logged in. */
export function Pages() {
  if (!useIsRootKnown()) return <Loading />;
  return (
    <Switch>
      <Route path={PROFILE_PATHS} component={ProfilePage} />
      <Route component={furtherPages.Part} />
    </Switch>
  );
}
