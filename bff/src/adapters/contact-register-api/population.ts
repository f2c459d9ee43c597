import type { Capabilities } from "../../domain/contact-record.ts";
import type { Register } from "../../domain/register.ts";
import { createPatience, type Patience, type Repetition } from "../../platform/patience.ts";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { PopulationRegister } from "../../ports/population-register.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { sendAuthorized, type MachineTokens, type TokenNeed } from "../maskinporten/index.ts";
import { toCapabilities } from "./map.ts";
import { POLLING } from "./operations.ts";
import { lookupMany, readMember, readPage } from "./read-population.ts";
import type { RegisterLink } from "./register-link.ts";
import { capabilitiesBody, maxBatchBody } from "./schema.ts";
import { writeBatches } from "./write-batches.ts";

/** A page of 1000 persons may be slow work for a register, and nobody waits for it in front of a screen. */
const BUDGET_MS = 30_000;
/** Asking how far an operation has come is no work. */
const POLL_BUDGET_MS = 5000;
/** For a register that does not tell how many writes it takes at a time. */
const SOME = 100;
/** One that tells more than a page has is not put to the test. */
const MOST = 1000;

/** The same Contact Register API v1 as `createContactRegister`, for many persons at a time and with patience. */
export function createPopulationRegister(options: {
  register: Register;
  baseUrl: string;
  need: TokenNeed;
  tokens: MachineTokens;
  budgetMs?: number;
  patience?: Patience;
  polling?: Repetition;
}): PopulationRegister {
  const { register, need, tokens, baseUrl, budgetMs = BUDGET_MS, polling = POLLING } = options;
  const patience = options.patience ?? createPatience();
  const client = createUpstreamClient({ name: register.id, baseUrl, budgetMs });
  const link: RegisterLink = {
    client,
    send: (request) => patience(() => sendAuthorized(client, tokens, need, request)),
  };
  const pollClient = createUpstreamClient({
    name: register.id,
    baseUrl,
    budgetMs: Math.min(budgetMs, POLL_BUDGET_MS),
  });
  const pollLink: RegisterLink = {
    client: pollClient,
    send: (request) => sendAuthorized(pollClient, tokens, need, request),
  };
  let maxBatch: number | null = null;

  async function capabilities(): Promise<UpstreamResult<Capabilities>> {
    const answer = await link.send({ method: "get", path: ["v1", "capabilities"] });
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return client.failure("refused", { status: answer.value.status });
    // Read by itself: how many writes it takes at a time says nothing on what it can do.
    const told = client.parse(maxBatchBody, answer.value);
    maxBatch = told.ok ? Math.min(told.value.maxBatch, MOST) : SOME;
    const parsed = client.parse(capabilitiesBody, answer.value);
    return parsed.ok ? { ok: true, value: toCapabilities(parsed.value) } : parsed;
  }

  return {
    register,
    calls: () => client.sent() + pollClient.sent(),
    capabilities,
    page: (population, cursor) => readPage(link, population, cursor),
    lookupMany: (nationalIds) => lookupMany(link, nationalIds),
    member: (personId) => readMember(link, personId),
    async writeMany(writes) {
      if (maxBatch === null && writes.length > 0) await capabilities();
      return writeBatches({ link, pollLink, baseUrl, writes, maxBatch: maxBatch ?? SOME, polling });
    },
  };
}
