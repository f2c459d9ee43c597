import { NOT_REGISTERED } from "../../domain/krr-person.ts";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { Krr } from "../../ports/krr.ts";
import { sendAuthorized, type MachineTokens, type TokenNeed } from "../maskinporten/index.ts";
import { toKrrPerson } from "./map.ts";
import { krrPersonsBody } from "./schema.ts";

const BUDGET_MS = 3000;

/**
 * KRR's batch look-up, v2. The answer is matched by id and never by position, and an id that is missing in it counts
 * as not registered (national-registers A.3, A.8).
 */
export function createKrr(options: {
  baseUrl: string;
  scope: string;
  tokens: MachineTokens;
  budgetMs?: number;
}): Krr {
  const { baseUrl, budgetMs = BUDGET_MS } = options;
  const client = createUpstreamClient({ name: "krr", baseUrl, budgetMs });
  return {
    async lookup(nationalId, municipality) {
      const id = nationalId.reveal();
      const answer = await sendAuthorized(
        client,
        options.tokens,
        needFor(options.scope, municipality.orgNumber),
        {
          method: "post",
          path: ["rest", "v2", "personer"],
          json: { personidentifikatorer: [id], inkluderIkkeRegistrerte: true },
        },
      );
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return client.failure("refused", { status: answer.value.status });
      const parsed = client.parse(krrPersonsBody, answer.value);
      if (!parsed.ok) return parsed;
      const body = parsed.value.personer.find((person) => person.personidentifikator === id);
      const person = body === undefined ? NOT_REGISTERED : toKrrPerson(body);
      if (person === null) return client.failure("contract", { reason: "unknown status" });
      return { ok: true, value: person };
    },
  };
}

/**
 * The delegated scopes name the municipality in the grant; the municipality's own client must not, since
 * `consumer_org` equal to the client's own number is refused (national-registers C.4, C.6).
 */
function needFor(scope: string, orgNumber: string): TokenNeed {
  const delegated = scope.split(" ").some((name) => name === "krr:global/kontaktinfo.read");
  return delegated ? { scope, consumerOrg: orgNumber } : { scope };
}
