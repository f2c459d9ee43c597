import type { Portal } from "@foresattportal/shared/contract/portal.ts";
import type { Theme } from "@foresattportal/shared/themes.ts";
import { contextStorage } from "hono/context-storage";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import type { AppEnv } from "./http/app-env.ts";
import { lastOnConnection } from "./http/close-connections.ts";
import { errorHandler } from "./http/error-handler.ts";
import { countMissing, type RateLimitDeps } from "./http/rate-limited.ts";
import { ownPageOnly } from "./http/own-page-only.ts";
import { problemResponse } from "./http/problem.ts";
import { newRequestId } from "./http/request-id.ts";
import { jsonOnly, knownMethodsOnly, limitBody, parametersOnce } from "./http/request-limits.ts";
import { requestLog, type OnAnswered } from "./http/request-log.ts";
import { requireSession } from "./http/require-session.ts";
import { framedBy, noStore, securityHeaders } from "./http/security-headers.ts";
import { useStaticSite } from "./http/static-site.ts";
import type { Logger } from "./platform/logger.ts";
import { createApi } from "./routes/api.ts";
import { cspReportRoutes } from "./routes/csp-reports.ts";
import { healthRoutes } from "./routes/health.ts";
import { loginRoutes, type LoginDeps } from "./routes/login.ts";
import { FRONT_CHANNEL_LOGOUT, logoutRoutes } from "./routes/logout.ts";
import { portalRoutes } from "./routes/portal.ts";
import { profileRoutes, type ProfileRouteDeps } from "./routes/profile.ts";
import { securityTxtRoutes } from "./routes/security-txt.ts";
import { prolongRoutes, sessionRoutes } from "./routes/session.ts";
import { workPhoneRoutes } from "./routes/work-phone.ts";
import { createLogouts, type Logouts } from "./usecases/logouts.ts";

export interface AppDeps extends LoginDeps, ProfileRouteDeps, RateLimitDeps {
  readonly logger: Logger;
  readonly onAnswered?: OnAnswered;
  readonly portal: Portal;
  /** Throws `StoreUnavailable` when the database does not answer. */
  readonly ping: () => Promise<void>;
  readonly stopping: () => boolean;
  /** Folder with the built page; null where another server has it. */
  readonly siteRoot: string | null;
  readonly theme: Theme;
}

const API_DOCUMENT = {
  openapi: "3.1.0",
  info: {
    title: "Foresattportal",
    version: "1",
    description: "Between the page and its backend; not for others.",
  },
};

/**
 * A request's way from top to bottom.
 *
 * @param logouts whoever makes them ends them; made here where nothing is to be ended.
 */
export async function createApp(parts: AppDeps, logouts: Logouts = createLogouts(parts)) {
  const deps = { ...parts, logouts, sessions: logouts.sessions };
  const app = createApi<AppEnv>();
  app.onError(errorHandler(deps.logger));

  app.use(requestId({ headerName: "", generator: newRequestId }));
  app.use(contextStorage());
  app.use(lastOnConnection(deps.stopping));
  app.use(requestLog(deps.logger, deps.onAnswered));
  app.use(
    FRONT_CHANNEL_LOGOUT,
    framedBy(() => deps.identityProvider.logoutPageOrigin()),
  );
  app.use(securityHeaders);
  app.use(countMissing(deps));
  app.use(limitBody);
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  app.use(knownMethodsOnly);

  app.route("/", healthRoutes(deps));
  app.route("/", cspReportRoutes(deps));
  app.route("/", securityTxtRoutes(deps));
  app.use("/api/*", noStore);
  app.doc31("/api/openapi.json", API_DOCUMENT);

  app.use("/auth/*", noStore);
  app.use("/auth/login", parametersOnce);
  app.use("/auth/callback", parametersOnce);
  app.route("/", loginRoutes(deps));
  app.route("/", logoutRoutes(deps));

  app.use("/api/*", ownPageOnly(deps), jsonOnly);
  app.route("/", portalRoutes(deps));
  app.route("/", sessionRoutes(deps));

  // Whatever is added below is behind the session; what is public stands above, by name.
  app.use("/api/*", requireSession(deps));
  app.route("/", prolongRoutes());
  app.route("/", profileRoutes(deps));
  app.route("/", workPhoneRoutes(deps));

  await useStaticSite(app, { root: deps.siteRoot, theme: deps.theme });
  return app;
}

function refuseMethod(c: Parameters<typeof problemResponse>[0], methods: string[]): Response {
  c.header("Allow", methods.join(", "));
  return problemResponse(c, "method-not-allowed");
}
