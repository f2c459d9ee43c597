import { createMiddleware } from "hono/factory";
import type { RecordEvent } from "../ports/events.ts";
import type { Sessions } from "../ports/sessions.ts";
import type { SessionEnv } from "./app-env.ts";
import { RequestFailure } from "./request-failure.ts";
import { clearSessionCookie, readSessionCookie } from "./session-cookie.ts";
import { recordRunOut } from "./session-run-out.ts";

const FAILURE = { none: "no-session", "idle-expired": "session-idle", expired: "session-expired" } as const;

/** Promises the handlers behind it a live session, prolonged by this very request; everyone else gets 401 as a problem. */
export function requireSession(options: { sessions: Sessions; record: RecordEvent }) {
  return createMiddleware<SessionEnv>(async (c, next) => {
    const cookie = readSessionCookie(c);
    if (cookie === "none") throw new RequestFailure("no-session");
    if (cookie === "malformed") {
      options.record({ name: "session_invalid", reason: "malformed_cookie" });
      clearSessionCookie(c);
      throw new RequestFailure("no-session");
    }
    const found = await options.sessions.find(cookie.token, { slide: true });
    if (found.state !== "live") {
      if (found.state === "none")
        options.record({
          name: "session_invalid",
          reason: found.unreadable === true ? "unknown_key" : "unknown_session",
        });
      else recordRunOut(options.record, found);
      clearSessionCookie(c);
      throw new RequestFailure(FAILURE[found.state]);
    }
    c.set("session", found.session);
    c.set("sessionToken", cookie.token);
    await next();
  });
}
