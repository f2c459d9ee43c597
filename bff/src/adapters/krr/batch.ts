import { NOT_REGISTERED, type KrrPerson } from "../../domain/krr-person.ts";
import { createLimiter, createPatience, type Patience } from "../../platform/patience.ts";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { KrrBatch, KrrBatchAnswer } from "../../ports/krr-batch.ts";
import { sendAuthorized, type MachineTokens } from "../maskinporten/index.ts";
import { toKrrPerson } from "./map.ts";
import { krrBatchBody, krrIdBody, krrPersonBody } from "./schema.ts";

/** For 1000 ids (national-registers A.11). */
const BUDGET_MS = 30_000;
const PARALLEL = 4;

/**
 * KRR's look-up of many, with patience. Promises that answers are matched by id and never by position, and that one
 * person on whom KRR makes no sense does not take the others along (national-registers A.3, A.5).
 */
export function createKrrBatch(options: {
  baseUrl: string;
  scope: string;
  /** Whether the grant names the municipality (decision 009). */
  delegated: boolean;
  tokens: MachineTokens;
  budgetMs?: number;
  /** How many requests may be under way at a time, those that wait to be repeated included. */
  parallel?: number;
  patience?: Patience;
}): KrrBatch {
  const { baseUrl, scope, tokens, budgetMs = BUDGET_MS, parallel = PARALLEL } = options;
  const client = createUpstreamClient({ name: "krr", baseUrl, budgetMs });
  const limiter = createLimiter(parallel);
  const patience = options.patience ?? createPatience();
  return {
    calls: () => client.sent(),
    async lookupMany(nationalIds, municipality) {
      // KRR refuses an empty list.
      if (nationalIds.length === 0) return { ok: true, value: { people: [], strange: 0 } };
      const ids = nationalIds.map((nationalId) => nationalId.reveal());
      const asked = new Set(ids);
      const need = { scope, ...(options.delegated && { consumerOrg: municipality.orgNumber }) };
      const json = { personidentifikatorer: [...asked], inkluderIkkeRegistrerte: true };
      const path = ["rest", "v2", "personer"];
      const answer = await limiter(() =>
        patience(() => sendAuthorized(client, tokens, need, { method: "post", path, json })),
      );
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return client.failure("refused", { status: answer.value.status });
      const parsed = client.parse(krrBatchBody, answer.value);
      return parsed.ok ? { ok: true, value: matched(ids, asked, parsed.value.personer) } : parsed;
    },
  };
}

/** Two answers for one person: nobody can tell which one counts, and one of them may remove values. */
function matched(
  ids: readonly string[],
  asked: ReadonlySet<string>,
  elements: readonly unknown[],
): KrrBatchAnswer {
  const answers = new Map<string, KrrPerson | null>();
  let strange = 0;
  for (const element of elements) {
    const { id, person } = readElement(element);
    if (id === null || !asked.has(id)) {
      strange += 1;
    } else if (answers.has(id)) {
      answers.set(id, null);
      strange += 1;
    } else {
      answers.set(id, person);
    }
  }
  // A missing id is one that KRR does not know (A.8); null is an answer.
  const people = ids.map((id) => {
    const answer = answers.get(id);
    return answer === undefined ? NOT_REGISTERED : answer;
  });
  return { people, strange };
}

function readElement(element: unknown): { readonly id: string | null; readonly person: KrrPerson | null } {
  const parsed = krrPersonBody.safeParse(element);
  if (parsed.success) return { id: parsed.data.personidentifikator, person: toKrrPerson(parsed.data) };
  return { id: krrIdBody.safeParse(element).data?.personidentifikator ?? null, person: null };
}
