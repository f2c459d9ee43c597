import { createRoute } from "@hono/zod-openapi";
import { liveSession, prolongRequest, session } from "@foresattportal/shared/contract/session.ts";
import type { AppEnv, SessionEnv } from "../http/app-env.ts";
import { readSessionCookie } from "../http/session-cookie.ts";
import { recordRunOut } from "../http/session-run-out.ts";
import type { RecordEvent } from "../ports/events.ts";
import type { LiveSession, Sessions } from "../ports/sessions.ts";
import { createApi, jsonAnswer, problemAnswer, sessionFailures } from "./api.ts";

const getSession = createRoute({
  method: "get",
  path: "/api/session",
  summary: "Who is logged in, and for how long; asking does not prolong the session",
  responses: {
    200: jsonAnswer("The session; `user` is null for a visitor", session),
    503: problemAnswer("The portal's database does not answer"),
  },
});

const prolongSession = createRoute({
  method: "post",
  path: "/api/session",
  summary: "Prolongs the idle limit, never the absolute one, and asks no register",
  request: { body: { required: true, content: { "application/json": { schema: prolongRequest } } } },
  responses: {
    200: jsonAnswer("The session as it is now", liveSession),
    400: problemAnswer("The body is not of the documented shape"),
    ...sessionFailures,
  },
});

/** `GET /api/session`: 200 for visitors too, since a 401 would stand as an error in every visitor's console. */
export function sessionRoutes({ sessions, record }: { sessions: Sessions; record: RecordEvent }) {
  return createApi<AppEnv>().openapi(getSession, async (c) => {
    const cookie = readSessionCookie(c);
    const found = typeof cookie === "string" ? null : await sessions.find(cookie.token, { slide: false });
    if (found !== null) recordRunOut(record, found);
    return c.json(session.parse(found?.state === "live" ? shown(found.session) : { user: null }), 200);
  });
}

/** `POST /api/session`, which stands behind the session: whatever is asked there prolongs it. */
export function prolongRoutes() {
  return createApi<SessionEnv>().openapi(prolongSession, (c) =>
    c.json(liveSession.parse(shown(c.get("session"))), 200),
  );
}

function shown({ content, expiresInSeconds, idleExpiresInSeconds }: LiveSession) {
  const { name, language, acr } = content;
  return { user: { name, language }, expiresInSeconds, idleExpiresInSeconds, acr };
}
