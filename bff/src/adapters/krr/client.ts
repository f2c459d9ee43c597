import { NOT_REGISTERED } from "../../domain/krr-person.ts";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { UpstreamPolicy } from "../../platform/upstream-policy.ts";
import type { Krr } from "../../ports/krr.ts";
import { sendAuthorized, type MachineTokens } from "../maskinporten/index.ts";
import { toKrrPerson } from "./map.ts";
import { krrPersonsBody } from "./schema.ts";

export const BUDGET_MS = 3000;

/**
 * KRR's batch look-up, v2. The answer is matched by id and never by position, and an id that is missing in it counts
 * as not registered (national-registers A.3, A.8).
 */
export function createKrr(options: {
  baseUrl: string;
  scope: string;
  /** Whether the grant names the municipality (decision 009). */
  delegated: boolean;
  tokens: MachineTokens;
  budgetMs?: number;
  policy?: UpstreamPolicy;
}): Krr {
  const { baseUrl, budgetMs = BUDGET_MS, policy } = options;
  const client = createUpstreamClient({ name: "krr", baseUrl, budgetMs, policy });
  return {
    async lookup(nationalId, municipality, caller) {
      const id = nationalId.reveal();
      const need = {
        scope: options.scope,
        ...(options.delegated && { consumerOrg: municipality.orgNumber }),
      };
      const answer = await sendAuthorized(client, options.tokens, need, {
        method: "post",
        path: ["rest", "v2", "personer"],
        json: { personidentifikatorer: [id], inkluderIkkeRegistrerte: true },
        caller,
      });
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return client.failure("refused", { status: answer.value.status });
      const parsed = client.parse(krrPersonsBody, answer.value);
      if (!parsed.ok) return parsed;
      const [body, ...others] = parsed.value.personer.filter((person) => person.personidentifikator === id);
      // Two answers for one person: nobody can tell which one counts, and one of them may remove values.
      if (others.length > 0) return client.failure("contract", { reason: "one person twice" });
      const person = body === undefined ? NOT_REGISTERED : toKrrPerson(body);
      if (person === null) return client.failure("contract", { reason: "unknown status" });
      return { ok: true, value: person };
    },
  };
}
