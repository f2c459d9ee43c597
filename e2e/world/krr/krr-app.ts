import { Hono } from "hono";
import type { Context } from "hono";
import type { z } from "zod";
import { jsonBody } from "../json-body.ts";
import { createMachineAccess, createUserAccess } from "./access.ts";
import { changePage } from "./change-feed.ts";
import { errorBody } from "./error-body.ts";
import { CHANGES_SINCE, LANGUAGE_CHANGE, LOOKUP_V1, LOOKUP_V2 } from "./lookup-request.ts";
import type { KrrOptions } from "./options.ts";
import { presentPerson, presentUnknown } from "./present-person.ts";
import { claimsNotToKnow, withStrangeAnswers } from "./strange-answers.ts";
import type { KrrSwitches } from "./switches.ts";

export interface KrrCalls {
  requests: number;
  personer: number;
  /** Ids in all look-ups together. */
  ids: number;
  hentEndringer: number;
  person: number;
  patch: number;
}

interface Deps extends KrrOptions {
  readonly now: () => Date;
  /** By which tokens are judged. */
  readonly clock: () => Date;
  readonly switches: KrrSwitches;
  readonly calls: KrrCalls;
}

type LookupSchema = z.ZodType<{ personidentifikatorer: string[]; inkluderIkkeRegistrerte: boolean }>;

/** The routes of KRR, without the faults. */
export function createKrrApp(deps: Deps): Hono {
  const app = new Hono();
  app.notFound((context) => failure(context, 404));
  const access = createMachineAccess({ ...deps.maskinporten, clock: deps.clock }, new Set(deps.consumers));
  addLookups(app, deps, access);
  addChangeFeed(app, deps, access);
  addOwnPerson(app, deps);
  return app;
}

type Access = ReturnType<typeof createMachineAccess>;

function addLookups(app: Hono, deps: Deps, access: Access): void {
  const lookup = (schema: LookupSchema) => async (context: Context) => {
    deps.calls.personer += 1;
    const caller = await access(context.req.header("authorization"));
    if (!caller.ok) return failure(context, caller.status);
    const request = schema.safeParse(await jsonBody(context)).data;
    if (request === undefined) return failure(context, 400);
    deps.calls.ids += request.personidentifikatorer.length;
    const { switches } = deps;
    const presentation = { ...deps, ...caller, now: deps.now(), filterExpired: switches.filterExpired };
    const asked = [...new Set(request.personidentifikatorer)];
    const answers = asked.flatMap((id, position) => {
      const known = deps.store.find(id) !== null && !claimsNotToKnow(position, switches);
      if (known) return [presentPerson(id, presentation)];
      return request.inkluderIkkeRegistrerte ? [presentUnknown(id, presentation)] : [];
    });
    const personer = withStrangeAnswers(answers, asked, switches);
    return context.json({ personer: switches.shuffled ? personer.toReversed() : personer });
  };
  app.post("/rest/v2/personer", lookup(LOOKUP_V2));
  app.post("/rest/v1/personer", lookup(LOOKUP_V1));
}

function addChangeFeed(app: Hono, deps: Deps, access: Access): void {
  app.post("/rest/v2/krr/hentEndringer", async (context) => {
    deps.calls.hentEndringer += 1;
    const caller = await access(context.req.header("authorization"));
    if (!caller.ok) return failure(context, caller.status);
    if (!caller.mayReadChanges) return failure(context, 403);
    const request = CHANGES_SINCE.safeParse(await jsonBody(context)).data;
    if (request === undefined) return failure(context, 400);
    const { nationalIds, ...numbers } = changePage(
      deps.store.changes,
      request.fraEndringsId,
      deps.switches.feedPageSize,
    );
    // The feed tells contact data whatever its age (national-registers A.9).
    const presentation = { ...deps, ...caller, now: deps.now(), filterExpired: false };
    return context.json({ list: nationalIds.map((id) => presentPerson(id, presentation)), ...numbers });
  });
}

function addOwnPerson(app: Hono, deps: Deps): void {
  const access = createUserAccess({ ...deps.idporten, clock: deps.clock });
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
    const change = LANGUAGE_CHANGE.safeParse(await jsonBody(context)).data;
    if (change === undefined) return failure(context, 400);
    deps.store.update(caller.nationalId, (entry) => ({ ...entry, language: change.spraak }));
    return context.body(null, 204);
  });
}

/** The signed form, `application/jose`, is not documented well enough to be simulated (national-registers A.12). */
function acceptsJson(accept: string | undefined): boolean {
  return accept === undefined || /application\/json|application\/\*|\*\/\*/.test(accept);
}

function failure(context: Context, status: 400 | 401 | 403 | 404 | 406): Response {
  if (status === 401) context.header("WWW-Authenticate", "Bearer");
  return context.json(errorBody(status), status);
}
