import { createRoute } from "@hono/zod-openapi";
import { session } from "@foresattportal/shared/contract/session.ts";
import type { AppEnv } from "../http/app-env.ts";
import { readSessionCookie } from "../http/session-cookie.ts";
import type { Sessions } from "../ports/sessions.ts";
import { createApi, jsonAnswer, problemAnswer } from "./api.ts";

const getSession = createRoute({
  method: "get",
  path: "/api/session",
  summary: "Who is logged in, and for how long; asking does not prolong the session",
  responses: {
    200: jsonAnswer("The session; `user` is null for a visitor", session),
    503: problemAnswer("The portal's database does not answer"),
  },
});

/** `GET /api/session`: 200 for visitors too, since a 401 would stand as an error in every visitor's console. */
export function sessionRoutes({ sessions }: { sessions: Sessions }) {
  return createApi<AppEnv>().openapi(getSession, async (c) => {
    const cookie = readSessionCookie(c);
    const found = typeof cookie === "string" ? null : await sessions.find(cookie.token, { slide: false });
    if (found?.state !== "live") return c.json(session.parse({ user: null }), 200);
    const { content, expiresInSeconds, idleExpiresInSeconds } = found.session;
    return c.json(
      session.parse({
        user: { name: content.name },
        expiresInSeconds,
        idleExpiresInSeconds,
        acr: content.acr,
      }),
      200,
    );
  });
}
