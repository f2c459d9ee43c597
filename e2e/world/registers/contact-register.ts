import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import type { IncomingMessage, ServerResponse } from "node:http";
import { verifyMaskinportenToken } from "../maskinporten/index.ts";
import type { ContactFieldName, RegisterEntry } from "../people/register-entry.ts";
import { startServer } from "../server.ts";
import { createRequestLog } from "../request-log.ts";
import type { RequestLog } from "../request-log.ts";
import { withFaults } from "../faulty-handler.ts";
import { clockOf, createFaults } from "../upstream-faults.ts";
import type { Faults } from "../upstream-faults.ts";
import { holdOnly } from "./holds.ts";
import { createOperations } from "./operations.ts";
import type { ContactRegisterOptions, RegisterCalls, RegisterFault, RegisterIdentity } from "./options.ts";
import { problem, PROBLEM_TYPE } from "./problem.ts";
import { addReadRoutes } from "./read-routes.ts";
import { refuse } from "./register-context.ts";
import type { RegisterContext } from "./register-context.ts";
import { createRegisterStore } from "./store.ts";
import type { StoredPerson } from "./store.ts";
import { createWriteEngine } from "./write-engine.ts";
import { addWriteRoutes } from "./write-routes.ts";

export interface ContactRegister extends RegisterIdentity {
  readonly origin: string;
  readonly faults: Faults<RegisterFault>;
  /** What it has been asked, faulty answers included. */
  readonly requests: RequestLog;
  /** Requests that came in (faulty ones included), and what got past the bearer check. */
  readonly calls: Readonly<RegisterCalls>;
  /** Writes that changed a person. */
  readonly effects: number;
  /** Every record of the person as the register holds it now. */
  find(nationalId: string): readonly StoredPerson[];
  /** An edit in the source system itself, past the contract. */
  edit(personId: string, change: (entry: RegisterEntry) => RegisterEntry): void;
  /** Ends every pending operation of the asynchronous mode. */
  completeOperations(): void;
  /** Data, faults, operations and counters as at the start. */
  reset(): void;
  close(): Promise<void>;
}

const NO_CALLS: RegisterCalls = { requests: 0, reads: 0, writes: 0 };
const HOLDS_ALL = { origin: true, krrOptOut: true, workPhone: true };

/** A school or kindergarten system that speaks the Contact Register API v1 in full. */
export async function startContactRegister(options: ContactRegisterOptions): Promise<ContactRegister> {
  const context = createContext(options);
  const { store, operations, engine, faults, calls } = context;
  const requests = createRequestLog();
  const server = await startServer({ port: options.port, handler: createHandler(context, requests) });
  return {
    ...options.register,
    origin: server.origin,
    faults,
    requests,
    calls,
    get effects() {
      return engine.effects;
    },
    find: store.findByNationalId,
    edit(personId, change) {
      const person = store.find(personId);
      if (person === null) throw new Error(`${options.register.id} has no person ${personId}`);
      store.save(change(person.entry));
    },
    completeOperations: operations.completeAll,
    reset() {
      store.reset();
      operations.reset();
      engine.reset();
      faults.clear();
      requests.clear();
      Object.assign(calls, NO_CALLS);
    },
    close: server.close,
  };
}

function createContext(options: ContactRegisterOptions): RegisterContext {
  const now = options.now ?? (() => new Date());
  const holds = options.holds ?? HOLDS_ALL;
  const faults = createFaults<RegisterFault>({});
  const store = createRegisterStore(() => heldEntries(options, holds), now);
  const rules = () => ({
    writable: writableFields(faults.active, holds),
    spell: options.spell ?? ((_field: ContactFieldName, value: string) => value),
  });
  return {
    register: options.register,
    store,
    faults,
    holds,
    rules,
    now,
    engine: createWriteEngine({ store, rules, holds, now, disturb: () => takeDisturbance(faults) }),
    operations: createOperations(),
    calls: { ...NO_CALLS },
    maxBatch: options.maxBatch ?? 500,
    consumers: options.consumers === undefined ? null : new Set(options.consumers),
    verify: verifyMaskinportenToken({
      ...options.maskinporten,
      clock: () => new Date(clockOf(faults)),
    }),
  };
}

function* heldEntries(
  options: ContactRegisterOptions,
  holds: RegisterContext["holds"],
): Generator<RegisterEntry> {
  for (const entry of options.persons()) yield { ...entry, contact: holdOnly(entry.contact, holds) };
}

function writableFields(
  { readOnly }: RegisterFault,
  { workPhone }: RegisterContext["holds"],
): ReadonlySet<ContactFieldName> {
  if (readOnly === true) return new Set();
  return new Set<ContactFieldName>(workPhone ? ["email", "mobile", "workPhone"] : ["email", "mobile"]);
}

function takeDisturbance(faults: Faults<RegisterFault>): boolean {
  const { conflictOnce, ...rest } = faults.active;
  if (conflictOnce === true) faults.set(rest);
  return conflictOnce === true || rest.conflictAlways === true;
}

function createHandler(context: RegisterContext, requests: RequestLog) {
  const app = new Hono();
  app.notFound((request) => refuse(request, 404, "no such resource"));
  addReadRoutes(app, context);
  addWriteRoutes(app, context);
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const faulty = withFaults({
    faults: context.faults,
    requests,
    isWrite,
    writeError,
    handler: (request, response) => listener(request, response),
  });
  return (request: IncomingMessage, response: ServerResponse) => {
    context.calls.requests += 1;
    return faulty(request, response);
  };
}

function isWrite({ method, url }: IncomingMessage): boolean {
  return method === "PATCH" || method === "PUT" || (method === "POST" && url === "/v1/contact-updates");
}

function writeError(response: ServerResponse, status: number, headers: Record<string, string>): void {
  // Rule 6: 429 and 503 always say when to come back.
  const retry = status === 429 || status === 503 ? { "retry-after": "1" } : {};
  response
    .writeHead(status, { "content-type": PROBLEM_TYPE, ...retry, ...headers })
    .end(JSON.stringify(problem(status, "simulated fault")));
}
