import type { Context, Hono } from "hono";
import { withPageFaults } from "./faulty-pages.ts";
import { readCursor, readPage, writeCursor } from "./population.ts";
import { presentPerson } from "./present-person.ts";
import { authorised, readJson, refuse } from "./register-context.ts";
import type { Caller, RegisterContext } from "./register-context.ts";
import { lookupRequest, pageRequest } from "./requests.ts";
import type { StoredPerson } from "./store.ts";

/** Everything that reads. */
export function addReadRoutes(app: Hono, register: RegisterContext): void {
  const read = (route: (context: Context) => Response | Promise<Response>) =>
    authorised(register, "contacts.read", (context: Context, _caller: Caller) => {
      register.calls.reads += 1;
      return route(context);
    });
  app.get(
    "/v1/capabilities",
    read((context) => context.json(capabilities(register))),
  );
  app.post(
    "/v1/persons/lookup",
    read((context) => lookup(context, register)),
  );
  app.get(
    "/v1/persons",
    read((context) => page(context, register)),
  );
  app.get(
    "/v1/persons/:personId",
    read((context) => onePerson(context, register)),
  );
  app.get(
    "/v1/persons/:personId/relations",
    read((context) => relations(context, register)),
  );
  app.get(
    "/v1/operations/:id",
    read((context) => operation(context, register)),
  );
}

function capabilities({ register, rules, holds, maxBatch }: RegisterContext) {
  return { apiVersion: "1", register, writable: [...rules().writable], holds, maxBatch };
}

async function lookup(context: Context, { store, holds }: RegisterContext): Promise<Response> {
  const request = lookupRequest.safeParse(await readJson(context)).data;
  if (request === undefined) return refuse(context, 400, "nationalIds: 1 to 1000 strings of eleven digits");
  const persons = [...new Set(request.nationalIds)].flatMap((nationalId) =>
    store.findByNationalId(nationalId),
  );
  return context.json({ persons: persons.map((person) => presentPerson(person, holds)) });
}

function page(context: Context, { store, holds, now, faults }: RegisterContext): Response {
  const request = pageRequest.safeParse(context.req.query()).data;
  if (request === undefined)
    return refuse(context, 400, "population, modifiedSince, cursor or limit is not valid");
  const query = { ...request, modifiedSince: request.modifiedSince ?? null };
  const after = request.cursor === undefined ? null : readCursor(request.cursor, query, now());
  if (request.cursor !== undefined && after === null) {
    return refuse(context, 400, "the cursor is older than 24 hours or belongs to another query");
  }
  const { persons, lastId } = readPage(store, query, after, now(), faults.active);
  const told = persons.map((person) => presentPerson(person, holds));
  return context.json({
    persons: withPageFaults(told, faults.active),
    nextCursor: lastId === null ? null : writeCursor(query, lastId, now()),
  });
}

function onePerson(context: Context, register: RegisterContext): Response {
  const person = register.store.find(context.req.param("personId") ?? "");
  return person === null ? refuse(context, 404, "no such person") : sendPerson(context, person, register);
}

/** A person with her version in the header too, where HTTP has it. */
export function sendPerson(context: Context, person: StoredPerson, { holds }: RegisterContext): Response {
  context.header("ETag", `"${person.etag}"`);
  return context.json(presentPerson(person, holds));
}

function relations(context: Context, { store }: RegisterContext): Response {
  const person = store.find(context.req.param("personId") ?? "");
  if (person === null) return refuse(context, 404, "no such person");
  return context.json({ relations: person.entry.relations });
}

function operation(context: Context, { operations }: RegisterContext): Response {
  const state = operations.poll(context.req.param("id") ?? "");
  return state === null ? refuse(context, 404, "no such operation") : context.json(state);
}
