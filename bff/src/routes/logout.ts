import { loggedOut } from "@foresattportal/shared/contract/session.ts";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { ownPageOnly } from "../http/own-page-only.ts";
import { problemResponse } from "../http/problem.ts";
import { clearSessionCookie, readSessionCookie } from "../http/session-cookie.ts";
import type { RecordEvent } from "../ports/events.ts";
import type { IdentityProvider } from "../ports/identity-provider.ts";
import type { Sessions } from "../ports/sessions.ts";

export interface LogoutDeps {
  readonly identityProvider: IdentityProvider;
  readonly sessions: Sessions;
  readonly record: RecordEvent;
  readonly publicOrigin: string;
}

/** The one address that ID-porten's logout page may frame. */
export const FRONT_CHANNEL_LOGOUT = "/auth/frontchannel-logout";
const MAX_SID_LENGTH = 256;

/** Logout here, and the two ways in which ID-porten tells us of a logout elsewhere (national-registers B.8). */
export function logoutRoutes(deps: LogoutDeps) {
  const { identityProvider, sessions, record } = deps;
  return new Hono<AppEnv>()
    .post("/auth/logout", ownPageOnly(deps), async (c) => {
      const cookie = readSessionCookie(c);
      // Ours ends first: whatever happens at ID-porten, this browser is logged out here.
      if (typeof cookie !== "string") {
        if (await sessions.end(cookie.token, "logout"))
          record({ name: "session_ended", by: "user", sessions: 1 });
      }
      clearSessionCookie(c);
      // Not "cookies": that would clear the whole registrable domain, other municipal services included (LO15).
      c.header("Clear-Site-Data", '"cache", "storage"');
      const url = await identityProvider.logoutUrl();
      return c.json(loggedOut.parse({ redirectTo: url?.href ?? PAGES.loggedOut }));
    })
    .get(FRONT_CHANNEL_LOGOUT, async (c) => {
      const sid = c.req.query("sid") ?? "";
      // ID-porten's example writes its issuer with a slash at the end, its metadata without.
      const fromIdporten =
        c.req.query("iss")?.replace(/\/$/, "") === identityProvider.issuer.replace(/\/$/, "");
      if (fromIdporten && sid !== "" && sid.length <= MAX_SID_LENGTH) {
        const ended = await sessions.endByIdportenSid(sid);
        if (ended > 0) record({ name: "session_ended", by: "front-channel", sessions: ended });
      }
      // The same answer to all: it must not tell whether such a session existed.
      return c.html("<!doctype html><title>Logget ut</title>");
    })
    .post("/auth/backchannel-logout", async (c) => {
      // A URL-encoded form by the standard; any other body just holds no token.
      const token = new URLSearchParams(await c.req.text()).get("logout_token");
      const notice = token === null ? "refused" : await identityProvider.verifyLogoutToken(token);
      if (notice === "unavailable") return problemResponse(c, "idporten-unavailable");
      const ended = notice === "refused" ? notice : await sessions.endByLogoutToken(notice);
      if (typeof ended === "string") {
        record({ name: "logout_token_refused" });
        return problemResponse(c, "invalid-input");
      }
      if (ended > 0) record({ name: "session_ended", by: "back-channel", sessions: ended });
      return c.body(null, 200);
    });
}
