import { loggedOut } from "@foresattportal/shared/contract/session.ts";
import { LOGGED_OUT_HERE_ONLY } from "@foresattportal/shared/pages.ts";
import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { ownPageOnly } from "../http/own-page-only.ts";
import { problemResponse } from "../http/problem.ts";
import { limitAddress, type RateLimitDeps } from "../http/rate-limited.ts";
import { clearSessionCookie, readSessionCookie } from "../http/session-cookie.ts";
import type { IdentityProvider } from "../ports/identity-provider.ts";
import type { Sessions } from "../ports/sessions.ts";
import type { Logouts } from "../usecases/logouts.ts";

export interface LogoutDeps extends RateLimitDeps {
  readonly identityProvider: IdentityProvider;
  readonly sessions: Sessions;
  readonly logouts: Logouts;
  readonly publicOrigin: string;
}

/** The one address that ID-porten's logout page may frame. */
export const FRONT_CHANNEL_LOGOUT = "/auth/frontchannel-logout";
/** What ID-porten could have sent; anything else is worth no query, and some of it no database takes. */
const SID = /^[\x21-\x7e]{1,256}$/;

/** Logout here, and the two ways in which ID-porten tells us of a logout elsewhere (national-registers B.8). */
export function logoutRoutes(deps: LogoutDeps) {
  const { identityProvider, sessions, logouts, record } = deps;
  return new Hono<AppEnv>()
    .post("/auth/logout", ownPageOnly(deps), async (c) => {
      const cookie = readSessionCookie(c);
      // Ours ends first: whatever happens at ID-porten, this browser is logged out here.
      if (typeof cookie !== "string") {
        const subject = await sessions.end(cookie.token, "logout");
        if (subject !== null) record({ name: "session_ended", by: "user", subject, sessions: 1 });
      }
      clearSessionCookie(c);
      // Not "cookies": that would clear the whole registrable domain, other municipal services included (LO15).
      c.header("Clear-Site-Data", '"cache", "storage"');
      const url = await identityProvider.logoutUrl();
      return c.json(loggedOut.parse({ redirectTo: url?.href ?? LOGGED_OUT_HERE_ONLY.address }));
    })
    .get(FRONT_CHANNEL_LOGOUT, limitAddress(deps, "front-channel"), async (c) => {
      const sid = c.req.query("sid") ?? "";
      // ID-porten's example writes its issuer with a slash at the end, its metadata without.
      const fromIdporten =
        c.req.query("iss")?.replace(/\/$/, "") === identityProvider.issuer.replace(/\/$/, "");
      if (fromIdporten && SID.test(sid)) await logouts.bySid(sid);
      // The same answer to all: it must not tell whether such a session existed.
      return c.html("<!doctype html><title>Logget ut</title>");
    })
    .post("/auth/backchannel-logout", async (c) => {
      // A URL-encoded form by the standard; any other body just holds no token.
      const token = new URLSearchParams(await c.req.text()).get("logout_token");
      const answer = await logouts.byToken(token ?? "");
      if (answer === "refused") return problemResponse(c, "invalid-input");
      if (answer === "unavailable") return problemResponse(c, "idporten-unavailable");
      // Accepted is what ID-porten has to know; it does not ask again (B.8).
      return c.body(null, answer === "pending" ? 202 : 200);
    });
}
