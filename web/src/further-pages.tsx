import { FAILURE_PAGE_PREFIX, PAGES } from "@foresattportal/shared/pages.ts";
import { Route, Switch } from "wouter";
import { AccessibilityPage } from "./routes/accessibility/page.tsx";
import { FailurePage } from "./routes/failure/page.tsx";
import { HelpPage } from "./routes/help/page.tsx";
import { HomePage } from "./routes/home/page.tsx";
import { LoggedOutPage } from "./routes/logged-out/page.tsx";
import { NotFoundPage } from "./routes/not-found/page.tsx";
import { PrivacyPage } from "./routes/privacy/page.tsx";

/** What is not needed for the first view of «Min profil»: the way in, statements, help, and where a way ends. */
export function FurtherPages() {
  return (
    <Switch>
      <Route path={PAGES.home} component={HomePage} />
      <Route path={PAGES.loggedOut} component={LoggedOutPage} />
      <Route path={PAGES.privacy} component={PrivacyPage} />
      <Route path={PAGES.accessibility} component={AccessibilityPage} />
      <Route path={PAGES.help} component={HelpPage} />
      <Route path={`${FAILURE_PAGE_PREFIX}:code`} component={FailurePage} />
      <Route component={NotFoundPage} />
    </Switch>
  );
}
