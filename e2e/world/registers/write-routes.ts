import type { Context, Hono } from "hono";
import type { Outcome, WriteResult } from "./outcome.ts";
import { sendPerson } from "./read-routes.ts";
import { authorised, readJson, refuse } from "./register-context.ts";
import type { Caller, RegisterContext, Scope } from "./register-context.ts";
import { bulkRequest, changeRequest, idempotencyKey, optOutField, optOutRequest } from "./requests.ts";
import type { Write, WriteAction } from "./write-engine.ts";

/** Everything that writes. */
export function addWriteRoutes(app: Hono, register: RegisterContext): void {
  const write = (
    scope: Scope,
    route: (context: Context, caller: Caller, register: RegisterContext) => Promise<Response>,
  ) =>
    authorised(register, scope, (context, caller) => {
      register.calls.writes += 1;
      return route(context, caller, register);
    });
  app.patch("/v1/persons/:personId/contact", write("contacts.write", patchContact));
  app.post("/v1/contact-updates", write("contacts.write", bulkUpdate));
  app.put("/v1/persons/:personId/contact/:field/krr-opt-out", write("contacts.optout", putOptOut));
}

async function patchContact(context: Context, caller: Caller, register: RegisterContext): Promise<Response> {
  const request = changeRequest.safeParse(await readJson(context)).data;
  if (request === undefined) return refuse(context, 400, "changes: one or more, each field at most once");
  return single(context, caller, register, { kind: "changes", changes: request.changes });
}

async function putOptOut(context: Context, caller: Caller, register: RegisterContext): Promise<Response> {
  const field = optOutField.safeParse(context.req.param("field")).data;
  if (field === undefined) return refuse(context, 404, "only email and mobile can be opted out");
  const request = optOutRequest.safeParse(await readJson(context)).data;
  if (request === undefined) return refuse(context, 400, "optOut, reason and reviewBy are wanted");
  return single(context, caller, register, { kind: "opt-out", field, request });
}

function single(context: Context, caller: Caller, register: RegisterContext, action: WriteAction): Response {
  const key = idempotencyKey.safeParse(context.req.header("idempotency-key")).data;
  if (key === undefined) return refuse(context, 400, "Idempotency-Key is missing");
  const ifMatch = /^"?([^"*]+)"?$/.exec(context.req.header("if-match") ?? "")?.[1];
  if (ifMatch === undefined) return refuse(context, 428, "If-Match must name the version that was read");
  const write = {
    caller: caller.consumer,
    key,
    personId: context.req.param("personId") ?? "",
    ifMatch,
    action,
  };
  const { asynchronous } = register.faults.active;
  if (asynchronous !== undefined) {
    const pending = pendingResult(write);
    const id = register.operations.accept(asynchronous, [pending], () => [performOrRefuse(register, write)]);
    return accepted(context, id, { state: "pending", results: [pending] });
  }
  const result = register.engine.perform(write);
  return result === null ? keyReused(context) : answer(context, register, result);
}

/** The problem that each outcome of a single write is; the outcomes not named here are no failures. */
const FAILURES = {
  "opted-out": { status: 409, detail: "the field is opted out" },
  locked: { status: 409, detail: "the value comes from KRR and the field is not opted out" },
  refused: { status: 409, detail: "the register does not take this change" },
  conflict: { status: 412, detail: "the person has changed: read again, decide again" },
  invalid: { status: 422, detail: "a value is neither a phone number nor an e-mail address" },
  "not-found": { status: 404, detail: "no such person" },
} as const satisfies Partial<Record<Outcome, { status: number; detail: string }>>;

function answer(context: Context, register: RegisterContext, { outcome, personId }: WriteResult): Response {
  const person = register.store.find(personId);
  if (outcome === "updated" || outcome === "unchanged" || outcome === "pending" || person === null) {
    return person === null ? refuse(context, 404, "no such person") : sendPerson(context, person, register);
  }
  const { status, detail } = FAILURES[outcome];
  return refuse(context, status, detail, { outcome });
}

async function bulkUpdate(context: Context, caller: Caller, register: RegisterContext): Promise<Response> {
  const request = bulkRequest(register.maxBatch).safeParse(await readJson(context)).data;
  if (request === undefined)
    return refuse(context, 400, "updates: 1 to maxBatch, each with key, personId, ifMatch and changes");
  const writes = request.updates.map(({ key, personId, ifMatch, changes }): Write => ({
    caller: caller.consumer,
    key,
    personId,
    ifMatch,
    action: { kind: "changes", changes },
  }));
  const run = () => writes.map((write) => performOrRefuse(register, write));
  const { asynchronous } = register.faults.active;
  if (asynchronous === undefined) return context.json({ results: run() });
  const pending = writes.map(pendingResult);
  return accepted(context, register.operations.accept(asynchronous, pending, run), { results: pending });
}

/** In a batch a key that was used for another write fails that item alone. */
function performOrRefuse({ engine }: RegisterContext, write: Write): WriteResult {
  return engine.perform(write) ?? { key: write.key, personId: write.personId, outcome: "refused" };
}

function pendingResult({ key, personId }: Write): WriteResult {
  return { key, personId, outcome: "pending" };
}

function accepted(context: Context, operationId: string, body: object): Response {
  context.header("Location", `/v1/operations/${operationId}`);
  return context.json(body, 202);
}

function keyReused(context: Context): Response {
  return refuse(context, 422, "this Idempotency-Key was used for another write");
}
