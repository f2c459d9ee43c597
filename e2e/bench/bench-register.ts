import type { IncomingMessage, ServerResponse } from "node:http";
import { presentPerson } from "../world/registers/present-person.ts";
import { bulkRequest, lookupRequest, pageRequest } from "../world/registers/requests.ts";
import { createWriteEngine } from "../world/registers/write-engine.ts";
import type { Handler } from "../world/server.ts";
import type { BenchCalls } from "./bench-calls.ts";
import { readBody, refuse, sendText } from "./bench-exchange.ts";
import { indexOfPersonId } from "./bench-people.ts";
import type { BenchStore } from "./bench-store.ts";
import type { BenchTokens } from "./bench-tokens.ts";
import { indexOf } from "./indexed-ids.ts";
import type { PersonTexts } from "./person-text.ts";

export interface BenchRegisterOptions {
  readonly persons: number;
  readonly store: BenchStore;
  readonly texts: PersonTexts;
  readonly tokens: BenchTokens;
  readonly calls: BenchCalls;
}

const MAX_BATCH = 500;
const HOLDS = { origin: true, krrOptOut: true, workPhone: true };
const WRITABLE = ["email", "mobile", "workPhone"] as const;

/** Who the bench's register is. */
export const BENCH_REGISTER = {
  id: "bench",
  name: "Skolesystem til mengdeprøver",
  kind: "school",
  municipality: { orgNumber: "910000004", name: "Prøvebygd kommune" },
} as const;

const CAPABILITIES = JSON.stringify({
  apiVersion: "1",
  register: BENCH_REGISTER,
  writable: WRITABLE,
  holds: HOLDS,
  maxBatch: MAX_BATCH,
});

/** A contact register as large as told: capabilities, population, look-ups and batches of writes by the contract. */
export function benchRegister(options: BenchRegisterOptions): Handler {
  const { tokens, calls } = options;
  const write = batches(options);
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const route = `${request.method} ${pathname}`;
    if (route === "GET /v1/persons") calls.pages += 1;
    else if (route === "POST /v1/contact-updates") calls.batches += 1;
    else calls.others += 1;
    if (!tokens.admits(request)) return refuse(response, 401);
    if (route === "GET /v1/persons") return page(response, searchParams, options);
    if (route === "POST /v1/contact-updates") return write(request, response);
    if (route === "POST /v1/persons/lookup") return lookup(request, response, options);
    if (route === "GET /v1/capabilities") return sendText(response, CAPABILITIES);
    const personId = /^\/v1\/persons\/([\w-]+)$/.exec(pathname)?.[1] ?? "";
    const index = request.method === "GET" ? indexOfPersonId(personId) : null;
    if (index === null || index >= options.persons) return refuse(response, 404);
    sendText(response, textOf(index, options));
  };
}

function textOf(index: number, { store, texts }: BenchRegisterOptions): string {
  const written = store.writtenTo(index);
  return written === undefined ? texts.inRegister(index) : JSON.stringify(presentPerson(written, HOLDS));
}

function page(response: ServerResponse, query: URLSearchParams, options: BenchRegisterOptions): void {
  const request = pageRequest.safeParse(Object.fromEntries(query)).data;
  const from = request?.cursor === undefined ? 0 : readCursor(request.cursor);
  if (request === undefined || from === null) return refuse(response, 400);
  const everyone = request.population === "active-guardians" ? options.persons : 0;
  const to = Math.min(from + request.limit, everyone);
  let json = '{"persons":[';
  for (let index = from; index < to; index += 1) json += (index === from ? "" : ",") + textOf(index, options);
  sendText(response, `${json}],"nextCursor":${to < everyone ? `"${writeCursor(to)}"` : "null"}}`);
}

function writeCursor(index: number): string {
  return Buffer.from(`from ${index}`).toString("base64url");
}

function readCursor(cursor: string): number | null {
  const index = /^from (\d+)$/.exec(Buffer.from(cursor, "base64url").toString())?.[1];
  return index === undefined ? null : Number(index);
}

async function lookup(
  request: IncomingMessage,
  response: ServerResponse,
  options: BenchRegisterOptions,
): Promise<void> {
  const { data } = lookupRequest.safeParse(await readBody(request));
  if (data === undefined) return refuse(response, 400);
  const found = [...new Set(data.nationalIds)].flatMap((id) => {
    const index = indexOf(id);
    return index === null || index >= options.persons ? [] : [textOf(index, options)];
  });
  sendText(response, `{"persons":[${found.join(",")}]}`);
}

/** Writes are few, so they go by the same rules and the same code as in the simulated registers. */
function batches({ store, calls }: BenchRegisterOptions) {
  const schema = bulkRequest(MAX_BATCH);
  const engine = createWriteEngine({
    store,
    rules: () => ({ writable: new Set(WRITABLE), spell: (_field, value) => value }),
    holds: HOLDS,
    disturb: () => false,
    now: () => new Date(),
  });
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { data } = schema.safeParse(await readBody(request));
    if (data === undefined) return refuse(response, 400);
    calls.writes += data.updates.length;
    const results = data.updates.map(({ changes, ...update }) => {
      const write = { ...update, caller: "bench", action: { kind: "changes" as const, changes } };
      const { key, personId } = update;
      return engine.perform(write) ?? { key, personId, outcome: "refused" as const };
    });
    sendText(response, JSON.stringify({ results }));
  };
}
