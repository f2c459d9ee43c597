import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { z } from "zod";
import { bulk, operation, page, person, persons } from "./shapes.ts";
import type { Page, Person } from "./shapes.ts";

export interface Change {
  readonly field: "email" | "mobile" | "workPhone";
  readonly value: string | null;
  readonly origin: "krr" | "guardian" | "manual";
  readonly originUpdatedAt?: string;
  readonly originVerifiedAt?: string;
}

export interface Update {
  readonly key: string;
  readonly personId: string;
  readonly ifMatch: string;
  readonly changes: readonly Change[];
}

interface Request {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Null sends no Authorization header. */
  readonly bearer?: string | null;
}

/** How often and how far apart an asynchronous vendor is asked whether it is done. */
const POLLS = { times: 60, pause: 500 };

export type RegisterClient = ReturnType<typeof createRegisterClient>;

/** Speaks the contract without any knowledge of the implementation. */
export function createRegisterClient(baseUrl: string, token: string) {
  const send = (path: string, { method = "GET", body, headers = {}, bearer = token }: Request = {}) =>
    fetch(`${baseUrl.replace(/\/$/, "")}${path}`, {
      method,
      headers: {
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const lookup = async (...nationalIds: string[]): Promise<Person[]> =>
    (await read(persons, await send("/v1/persons/lookup", { method: "POST", body: { nationalIds } })))
      .persons;
  const get = async (personId: string): Promise<Person> =>
    read(person, await send(`/v1/persons/${personId}`));
  const settled = async (answer: Response) => settle(answer, send);
  return {
    send,
    lookup,
    get,
    settled,
    /** What became of a single write, whether it was done at once or later. */
    outcomeOf: async (answer: Response): Promise<string> => {
      if (answer.status === 412) return "conflict";
      const [result] = await settled(answer);
      return result?.outcome ?? "updated";
    },
    page: async (query: Record<string, string>): Promise<Page> =>
      read(page, await send(`/v1/persons?${new URLSearchParams(query).toString()}`)),
    patch: (target: Person, changes: readonly Change[], headers: Record<string, string> = {}) =>
      send(`/v1/persons/${target.personId}/contact`, {
        method: "PATCH",
        body: { changes },
        headers: { "if-match": target.etag, "idempotency-key": randomUUID(), ...headers },
      }),
    optOut: async (target: Person, field: "email" | "mobile", optOut: boolean) => {
      const answer = await send(`/v1/persons/${target.personId}/contact/${field}/krr-opt-out`, {
        method: "PUT",
        body: { optOut, reason: "Kontraktstest", reviewBy: null },
        headers: { "if-match": target.etag, "idempotency-key": randomUUID() },
      });
      await settled(answer);
      return get(target.personId);
    },
    updates: async (updates: readonly Update[]) =>
      settled(await send("/v1/contact-updates", { method: "POST", body: { updates } })),
  };
}

type Send = (path: string) => Promise<Response>;

/** The results of a write that is done, also where it was first answered with 202; empty for a single write done at once. */
async function settle(answer: Response, send: Send): Promise<z.infer<typeof bulk>["results"]> {
  if (answer.status === 202) return ended(answer.headers.get("location") ?? "", send);
  if (!answer.ok) throw new Error(`The register answered ${answer.status}`);
  const body: unknown = await answer.json();
  return bulk.safeParse(body).data?.results ?? [];
}

async function ended(location: string, send: Send): Promise<z.infer<typeof bulk>["results"]> {
  for (let poll = 0; poll < POLLS.times; poll += 1) {
    const { state, results } = await read(operation, await send(location));
    if (state === "done") return results;
    if (state === "failed") throw new Error("The operation failed");
    if (poll > 1) await setTimeout(POLLS.pause);
  }
  throw new Error("The operation did not end");
}

async function read<Shape extends z.ZodType>(shape: Shape, answer: Response): Promise<z.infer<Shape>> {
  if (!answer.ok) throw new Error(`The register answered ${answer.status}`);
  const body: unknown = await answer.json();
  return shape.parse(body);
}
