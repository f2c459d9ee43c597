import { z } from "zod";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { RegisterInspection } from "../../ports/inspection.ts";
import { sendAuthorized, type MachineTokens, type TokenNeed } from "../maskinporten/index.ts";
import { BUDGET_MS } from "./client.ts";
import { toCapabilities } from "./map.ts";
import { capabilitiesBody } from "./schema.ts";

/** Whoever presents itself in another way than the contract says has said nothing. */
const presentationBody = capabilitiesBody.extend({
  apiVersion: z.string().nullish().catch(null),
  register: z
    .object({
      kind: z.enum(["school", "kindergarten"]).nullish().catch(null),
      municipality: z
        .object({ orgNumber: z.string().regex(/^\d{9}$/) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

/** Lets a register say who it is and what it can do, without a look at any person in it. */
export function createRegisterInspection(options: {
  name: string;
  baseUrl: string;
  need: TokenNeed;
  tokens: MachineTokens;
  onDate: (date: Date) => void;
  budgetMs?: number;
}): RegisterInspection {
  const { tokens, need, budgetMs = BUDGET_MS } = options;
  const client = createUpstreamClient({ ...options, budgetMs });
  return {
    async present() {
      const answer = await sendAuthorized(client, tokens, need, {
        method: "get",
        path: ["v1", "capabilities"],
      });
      if (!answer.ok) return answer;
      if (answer.value.status !== 200)
        return client.failure("contract", { status: answer.value.status, reason: "at its capabilities" });
      const parsed = client.parse(presentationBody, answer.value);
      if (!parsed.ok) return parsed;
      const { apiVersion, register } = parsed.value;
      return {
        ok: true,
        value: {
          capabilities: toCapabilities(parsed.value),
          apiVersion: apiVersion ?? null,
          kind: register?.kind ?? null,
          orgNumber: register?.municipality?.orgNumber ?? null,
        },
      };
    },
  };
}
