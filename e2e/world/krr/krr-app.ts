import { Hono } from "hono";
import type { Context } from "hono";
import type { z } from "zod";
import { createMachineAccess, createUserAccess } from "./access.ts";
import { errorBody } from "./error-body.ts";
import { LANGUAGE_CHANGE, LOOKUP_V1, LOOKUP_V2 } from "./lookup-request.ts";
import type { KrrOptions } from "./options.ts";
import { presentPerson } from "./present-person.ts";

export interface KrrSwitches {
  filterExpired: boolean;
  /** Answers in another order than asked, since KRR promises none. */
  shuffled: boolean;
}

export interface KrrCalls {
  requests: number;
  personer: number;
  /** Ids in all look-ups together. */
  ids: number;
  person: number;
  patch: number;
}

interface Deps extends KrrOptions {
  readonly now: () => Date;
  readonly switches: KrrSwitches;
  readonly calls: KrrCalls;
}

type LookupSchema = z.ZodType<{ personidentifikatorer: string[]; inkluderIkkeRegistrerte: boolean }>;

/** The routes of KRR, without the faults. */
export function createKrrApp(deps: Deps): Hono {
  const app = new Hono();
  app.notFound((context) => failure(context, 404));
  addLookups(app, deps);
  addOwnPerson(app, deps);
  return app;
}

function addLookups(app: Hono, deps: Deps): void {
  const access = createMachineAccess(deps.maskinporten, new Set(deps.consumers));
  const lookup = (schema: LookupSchema) => async (context: Context) => {
    deps.calls.personer += 1;
    const caller = await access(context.req.header("authorization"));
    if (!caller.ok) return failure(context, caller.status);
    const request = schema.safeParse(await readJson(context)).data;
    if (request === undefined) return failure(context, 400);
    deps.calls.ids += request.personidentifikatorer.length;
    const presentation = { ...deps, ...caller, now: deps.now(), filterExpired: deps.switches.filterExpired };
    const personer = [...new Set(request.personidentifikatorer)]
      .filter((id) => request.inkluderIkkeRegistrerte || deps.store.find(id) !== null)
      .map((id) => presentPerson(id, presentation));
    return context.json({ personer: deps.switches.shuffled ? personer.toReversed() : personer });
  };
  app.post("/rest/v2/personer", lookup(LOOKUP_V2));
  app.post("/rest/v1/personer", lookup(LOOKUP_V1));
}

function addOwnPerson(app: Hono, deps: Deps): void {
  const access = createUserAccess(deps.idporten);
  app.get("/rest/v1/person", async (context) => {
    deps.calls.person += 1;
    const caller = await access(context.req.header("authorization"));
    if (!caller.ok) return failure(context, caller.status);
    if (!caller.unlocked.contact && !caller.unlocked.digitalPost) return failure(context, 403);
    if (!acceptsJson(context.req.header("accept"))) return failure(context, 406);
    const filterExpired = deps.switches.filterExpired;
    return context.json(
      presentPerson(caller.nationalId, { ...deps, ...caller, now: deps.now(), filterExpired }),
    );
  });
  app.patch("/rest/v1/person", async (context) => {
    deps.calls.patch += 1;
    const caller = await access(context.req.header("authorization"));
    if (!caller.ok) return failure(context, caller.status);
    if (!caller.mayWriteLanguage) return failure(context, 403);
    const change = LANGUAGE_CHANGE.safeParse(await readJson(context)).data;
    if (change === undefined) return failure(context, 400);
    deps.store.update(caller.nationalId, (entry) => ({ ...entry, language: change.spraak }));
    return context.body(null, 204);
  });
}

/** The signed form, `application/jose`, is not documented well enough to be simulated (national-registers A.12). */
function acceptsJson(accept: string | undefined): boolean {
  return accept === undefined || /application\/json|application\/\*|\*\/\*/.test(accept);
}

async function readJson(context: Context): Promise<unknown> {
  try {
    const body: unknown = await context.req.json();
    return body;
  } catch {
    return undefined;
  }
}

function failure(context: Context, status: 400 | 401 | 403 | 404 | 406): Response {
  if (status === 401) context.header("WWW-Authenticate", "Bearer");
  return context.json(errorBody(status), status);
}
