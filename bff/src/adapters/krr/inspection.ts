import { z } from "zod";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { KrrInspection } from "../../ports/inspection.ts";
import { sendAuthorized, type MachineTokens } from "../maskinporten/index.ts";
import { BUDGET_MS } from "./client.ts";
import { krrBatchBody } from "./schema.ts";

/** KRR's errors have a body that is not documented (national-registers A.11); a proxy's are pages. */
const ownRefusal = z.looseObject({});

/**
 * Asks KRR's look-up about an empty list, which it documents that it answers by 400 (national-registers A.11), and only
 * after it has looked at the token: no person is looked up, in no environment (decision 024). That 401 and 403 come
 * before 400 is not documented.
 */
export function createKrrInspection(options: {
  baseUrl: string;
  scope: string;
  /** Whether the grant names the municipality (decision 009). */
  delegated: boolean;
  tokens: MachineTokens;
  onDate: (date: Date) => void;
  budgetMs?: number;
}): KrrInspection {
  const { baseUrl, scope, tokens, onDate, budgetMs = BUDGET_MS } = options;
  const client = createUpstreamClient({ name: "krr", baseUrl, budgetMs, onDate });
  return {
    async ask(municipality) {
      const need = { scope, ...(options.delegated && { consumerOrg: municipality.orgNumber }) };
      const answer = await sendAuthorized(client, tokens, need, {
        method: "post",
        path: ["rest", "v2", "personer"],
        json: { personidentifikatorer: [], inkluderIkkeRegistrerte: true },
      });
      if (!answer.ok) return answer;
      const { status } = answer.value;
      if (status !== 400 && status !== 200) return client.failure("refused", { status });
      const expected =
        status === 400 ? client.parse(ownRefusal, answer.value) : client.parse(krrBatchBody, answer.value);
      return expected.ok ? { ok: true, value: null } : expected;
    },
  };
}
