import { createRoute, z } from "@hono/zod-openapi";
import { workPhoneRequest, workPhoneResult } from "@foresattportal/shared/contract/work-phone.ts";
import { parsePhoneNumber } from "../domain/phone-number.ts";
import type { SessionEnv } from "../http/app-env.ts";
import { demandRoom, type RateLimitDeps } from "../http/rate-limited.ts";
import { RequestFailure } from "../http/request-failure.ts";
import { observed } from "../platform/observed.ts";
import type { LiveSession } from "../ports/sessions.ts";
import type { SourceDeps } from "../usecases/read-sources.ts";
import { saveWorkPhone } from "../usecases/save-work-phone.ts";
import { createApi, jsonAnswer, problemAnswer, sessionFailures } from "./api.ts";
import { chosenSystems } from "./chosen-systems.ts";
import { guardianOf } from "./profile.ts";

const answers = {
  200: jsonAnswer("What happened per register, and the page as it is now", workPhoneResult),
  400: problemAnswer("No phone number can be read; `faults` names it"),
  429: problemAnswer("Saved too often; `retryAt` says when it may be saved again"),
  ...sessionFailures,
};

const putRoute = createRoute({
  method: "put",
  path: "/api/profile/work-phone",
  summary: "Set «Jobbtelefon» in the registers",
  request: { body: { required: true, content: { "application/json": { schema: workPhoneRequest } } } },
  responses: answers,
});

const system = z.string().max(64);
const deleteRoute = createRoute({
  method: "delete",
  path: "/api/profile/work-phone",
  summary: "Remove «Jobbtelefon» from the registers",
  request: {
    query: z.object({
      system: z.union([system.transform((id) => [id]), z.array(system).max(50)]).optional(),
    }),
  },
  responses: answers,
});

/** The guardian's own field: typed here, held by the registers. */
export function workPhoneRoutes(deps: SourceDeps & RateLimitDeps) {
  // Only what would be written counts: a typing mistake takes nothing away.
  const demandRoomFor = ({ subject }: LiveSession): Promise<void> =>
    demandRoom(deps, "work-phone", subject, "too-soon");
  return createApi<SessionEnv>()
    .openapi(putRoute, async (c) => {
      const { phone, systems } = c.req.valid("json");
      const number = parsePhoneNumber(phone);
      if (number === null || !number.valid) {
        throw new RequestFailure("invalid-input", {
          faults: [{ path: "phone", reason: "not-a-phone-number" }],
        });
      }
      const chosen = chosenSystems(deps.registers, systems);
      await demandRoomFor(c.get("session"));
      const result = await observed("use-case", { name: "save-work-phone" }, () =>
        saveWorkPhone(deps, guardianOf(c.get("session")), number.normal, chosen),
      );
      return c.json(workPhoneResult.parse(result), 200);
    })
    .openapi(deleteRoute, async (c) => {
      const chosen = chosenSystems(deps.registers, c.req.valid("query").system);
      await demandRoomFor(c.get("session"));
      const result = await observed("use-case", { name: "remove-work-phone" }, () =>
        saveWorkPhone(deps, guardianOf(c.get("session")), null, chosen),
      );
      return c.json(workPhoneResult.parse(result), 200);
    });
}
