import { createHash } from "node:crypto";
import type { Capabilities, Change, ContactRecord } from "../../domain/contact-record.ts";
import type { NationalId } from "../../domain/national-id.ts";
import type { Register } from "../../domain/register.ts";
import {
  createUpstreamClient,
  type UpstreamClient,
  type UpstreamRequest,
  type UpstreamResponse,
} from "../../platform/upstream-client.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ContactRegister, RegisterWrite } from "../../ports/contact-register.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { sendAuthorized, type MachineTokens, type TokenNeed } from "../maskinporten/index.ts";
import { fromChange, toCapabilities, toContactRecord } from "./map.ts";
import { capabilitiesBody, lookupBody } from "./schema.ts";

const BUDGET_MS = 3000;
/** What a register can do changes with its releases, not by the minute. */
const CAPABILITIES_LIVE_MS = 10 * 60 * 1000;

/** A contact register that speaks Contact Register API v1 (contact-register-api). */
export function createContactRegister(options: {
  register: Register;
  baseUrl: string;
  need: TokenNeed;
  tokens: MachineTokens;
  clock: Clock;
  budgetMs?: number;
}): ContactRegister {
  const { register, need, tokens, clock, baseUrl, budgetMs = BUDGET_MS } = options;
  const client = createUpstreamClient({ name: register.id, baseUrl, budgetMs });
  const send: Send = (request) => sendAuthorized(client, tokens, need, request);
  let known: { readonly value: Capabilities; readonly until: number } | null = null;

  return {
    register,
    async capabilities() {
      if (known !== null && clock().getTime() < known.until) return { ok: true, value: known.value };
      const read = await readCapabilities(client, send);
      if (read.ok) known = { value: read.value, until: clock().getTime() + CAPABILITIES_LIVE_MS };
      return read;
    },
    lookup: (nationalId) => lookup(client, send, nationalId),
    write: (record, changes) => write(client, send, record, changes),
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

async function write(
  client: UpstreamClient,
  send: Send,
  record: ContactRecord,
  changes: readonly Change[],
): Promise<UpstreamResult<RegisterWrite>> {
  const body = { changes: changes.map(fromChange) };
  const answer = await send({
    method: "patch",
    path: ["v1", "persons", record.personId, "contact"],
    headers: { "if-match": record.etag, "idempotency-key": keyOf(record, body) },
    json: body,
  });
  if (!answer.ok) return answer;
  const { status } = answer.value;
  if (status === 200) return { ok: true, value: "written" };
  if (status === 202) return { ok: true, value: "pending" };
  if (status === 412) return { ok: true, value: "conflict" };
  return client.failure("refused", { status });
}

/** The same write to the same version has the same key, so that repeating it after a lost answer has one effect (rule 4). */
function keyOf(record: { personId: string; etag: string }, body: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([record.personId, record.etag, body]))
    .digest("hex");
}
