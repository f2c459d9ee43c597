import { createRoute } from "@hono/zod-openapi";
import { portal, type Portal } from "@foresattportal/shared/contract/portal.ts";
import type { AppEnv } from "../http/app-env.ts";
import { createApi, jsonAnswer } from "./api.ts";

const getPortal = createRoute({
  method: "get",
  path: "/api/portal",
  summary: "Whose portal this is and where contact data is edited; the same for everybody",
  responses: { 200: jsonAnswer("What every visitor may know", portal) },
});

/** `GET /api/portal`, the one API answer that holds nothing personal and may be cached. */
export function portalRoutes(options: { portal: Portal }) {
  const answer = portal.parse(options.portal);
  return createApi<AppEnv>().openapi(getPortal, (c) => {
    c.header("Cache-Control", "private, max-age=300");
    return c.json(answer, 200);
  });
}
