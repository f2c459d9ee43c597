import { randomUUID } from "node:crypto";
import type { Capabilities, Change, ContactRecord } from "../../domain/contact-record.ts";
import type { NationalId } from "../../domain/national-id.ts";
import type { Register } from "../../domain/register.ts";
import {
  createUpstreamClient,
  type UpstreamClient,
  type UpstreamRequest,
  type UpstreamResponse,
} from "../../platform/upstream-client.ts";
import type { UpstreamPolicy } from "../../platform/upstream-policy.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ContactRegister, RegisterWrite } from "../../ports/contact-register.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { sendAuthorized, type MachineTokens, type TokenNeed } from "../maskinporten/index.ts";
import { fromChange, toCapabilities, toContactRecord } from "./map.ts";
import { capabilitiesBody, lookupBody, refusedBody } from "./schema.ts";

export const BUDGET_MS = 3000;
/** What a register can do changes with its releases, not by the minute. */
const CAPABILITIES_LIVE_MS = 10 * 60 * 1000;
/** A register that does not tell is not asked, and waited for, by every page. */
const CAPABILITIES_RETRY_MS = 30 * 1000;

/** A contact register that speaks Contact Register API v1 (contact-register-api). */
export function createContactRegister(options: {
  register: Register;
  baseUrl: string;
  need: TokenNeed;
  tokens: MachineTokens;
  clock: Clock;
  budgetMs?: number;
  policy?: UpstreamPolicy;
}): ContactRegister {
  const { register, need, tokens, clock, baseUrl, budgetMs = BUDGET_MS, policy } = options;
  const client = createUpstreamClient({ name: register.id, baseUrl, budgetMs, policy });
  const send: Send = (request) => sendAuthorized(client, tokens, need, request);
  let known: { readonly answer: Promise<UpstreamResult<Capabilities>>; until: number } | null = null;

  return {
    register,
    capabilities() {
      if (known !== null && clock().getTime() < known.until) return known.answer;
      const asked = { answer: readCapabilities(client, send), until: Number.POSITIVE_INFINITY };
      known = asked;
      return asked.answer.then((answer) => {
        asked.until = clock().getTime() + (answer.ok ? CAPABILITIES_LIVE_MS : CAPABILITIES_RETRY_MS);
        return answer;
      });
    },
    lookup: (nationalId, caller) => lookup(client, (request) => send({ ...request, caller }), nationalId),
    async write(record, changes) {
      const result = await write(client, send, record, changes);
      // What the register said of itself is no longer so, or the write had not been tried.
      if (result.ok && result.value === "refused") known = null;
      return result;
    },
  };
}

type Send = (request: UpstreamRequest) => Promise<UpstreamResult<UpstreamResponse>>;

async function readCapabilities(client: UpstreamClient, send: Send): Promise<UpstreamResult<Capabilities>> {
  const answer = await send({ method: "get", path: ["v1", "capabilities"] });
  if (!answer.ok) return answer;
  const parsed = client.parse(capabilitiesBody, answer.value);
  return parsed.ok ? { ok: true, value: toCapabilities(parsed.value) } : parsed;
}

async function lookup(
  client: UpstreamClient,
  send: Send,
  nationalId: NationalId,
): Promise<UpstreamResult<readonly ContactRecord[]>> {
  const id = nationalId.reveal();
  const answer = await send({
    method: "post",
    path: ["v1", "persons", "lookup"],
    json: { nationalIds: [id] },
  });
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) return client.failure("refused", { status: answer.value.status });
  const parsed = client.parse(lookupBody, answer.value);
  if (!parsed.ok) return parsed;
  // A register that sent somebody else must not have her shown to this guardian.
  if (parsed.value.persons.some((person) => person.nationalId !== id)) {
    return client.failure("contract", { reason: "another person in the answer" });
  }
  return { ok: true, value: parsed.value.persons.map(toContactRecord) };
}

/**
 * One key for each call, repeats within it included. Not derived from what is written: a register gives a repeated key
 * its first outcome, and a refusal of yesterday must not answer for today. Against double effects stands the etag.
 */
async function write(
  client: UpstreamClient,
  send: Send,
  record: ContactRecord,
  changes: readonly Change[],
): Promise<UpstreamResult<RegisterWrite>> {
  const answer = await send({
    method: "patch",
    path: ["v1", "persons", record.personId, "contact"],
    headers: { "if-match": record.etag, "idempotency-key": randomUUID() },
    json: { changes: changes.map(fromChange) },
  });
  if (!answer.ok) return answer;
  const { status } = answer.value;
  if (status === 200) return { ok: true, value: "written" };
  if (status === 202) return { ok: true, value: "pending" };
  if (status === 412) return { ok: true, value: "conflict" };
  if (client.parse(refusedBody, answer.value).ok) return { ok: true, value: "refused" };
  return client.failure("refused", { status });
}
