import { createRoute } from "@hono/zod-openapi";
import { profile, type Profile } from "@foresattportal/shared/contract/profile.ts";
import { refreshRequest, refreshResult } from "@foresattportal/shared/contract/refresh.ts";
import type { SessionEnv } from "../http/app-env.ts";
import { limitGuardian, type RateLimitDeps } from "../http/rate-limited.ts";
import { RequestFailure } from "../http/request-failure.ts";
import { observed } from "../platform/observed.ts";
import type { LiveSession, Sessions } from "../ports/sessions.ts";
import { bookkeeping } from "../usecases/bookkeeping.ts";
import { getProfile } from "../usecases/get-profile.ts";
import type { Guardian } from "../usecases/read-sources.ts";
import { refreshProfile, type RefreshDeps } from "../usecases/refresh-profile.ts";
import { createApi, jsonAnswer, problemAnswer, sessionFailures } from "./api.ts";
import { chosenSystems } from "./chosen-systems.ts";

const getRoute = createRoute({
  method: "get",
  path: "/api/profile",
  summary: "«Min profil»: what every register holds on the guardian, computed for showing",
  responses: {
    200: jsonAnswer("The page; a source that failed is a value in it", profile),
    429: problemAnswer("Asked for too often; `retryAt` says when it may be asked for again"),
    ...sessionFailures,
  },
});

const refreshRoute = createRoute({
  method: "post",
  path: "/api/profile/refresh",
  summary: "«Oppdater»: fetch from kontaktregisteret now and write to the registers",
  request: { body: { required: true, content: { "application/json": { schema: refreshRequest } } } },
  responses: {
    200: jsonAnswer("What happened per register and field, and the page as it is now", refreshResult),
    400: problemAnswer("The body is not of the documented shape"),
    409: problemAnswer("Another refresh of the same guardian is running"),
    429: problemAnswer("The last refresh was a moment ago; `retryAt` says when the next one may start"),
    ...sessionFailures,
  },
});

export interface ProfileRouteDeps extends RefreshDeps, RateLimitDeps {
  readonly sessions: Sessions;
}

/** The guardian's own page and «Oppdater». */
export function profileRoutes(deps: ProfileRouteDeps) {
  const api = createApi<SessionEnv>();
  api.use(getRoute.path, limitGuardian(deps, "profile"));
  return api
    .openapi(getRoute, async (c) => {
      const answer = await observed("use-case", { name: "get-profile" }, () =>
        getProfile(deps, guardianOf(c.get("session")), c.req.raw.signal),
      );
      await rememberUser(deps, c.var, answer);
      return c.json(profile.parse(answer), 200);
    })
    .openapi(refreshRoute, async (c) => {
      const systems = chosenSystems(deps.registers, c.req.valid("json").systems);
      const refresh = await observed("use-case", { name: "refresh-profile" }, () =>
        refreshProfile(deps, guardianOf(c.get("session")), systems),
      );
      if (refresh.state === "refused") {
        throw new RequestFailure(refresh.admission.because, { retryAt: refresh.admission.retryAt });
      }
      await rememberUser(deps, c.var, refresh.result.profile);
      return c.json(refreshResult.parse(refresh.result), 200);
    });
}

/** Name and language for the pages to come; a source that did not answer takes away nothing that is known. */
async function rememberUser(
  { sessions, record }: ProfileRouteDeps,
  { session, sessionToken }: Pick<SessionEnv["Variables"], "session" | "sessionToken">,
  { page, krr }: Profile,
): Promise<void> {
  const { name, language } = session.content;
  const facts = {
    name: page.state === "known" ? page.name : name,
    language: krr.state === "answered" ? krr.language : language,
  };
  if (facts.name === name && facts.language === language) return;
  await bookkeeping(record, "user in the session", sessions.remember(sessionToken, facts));
}

/** The guardian whom the use cases concern: always the one who is logged in. */
export function guardianOf({ content, subject }: LiveSession): Guardian {
  return { nationalId: content.nationalId, subject };
}
