import type { Context } from "hono";
import { jsonBody } from "../json-body.ts";
import type { Faults } from "../upstream-faults.ts";
import type { TokenVerdict } from "../maskinporten/index.ts";
import type { WriteRules } from "./apply-changes.ts";
import type { Holds } from "./holds.ts";
import type { Operations } from "./operations.ts";
import type { RegisterCalls, RegisterFault, RegisterIdentity } from "./options.ts";
import { problem, PROBLEM_TYPE } from "./problem.ts";
import type { RegisterStore } from "./store.ts";
import type { WriteEngine } from "./write-engine.ts";

export type Scope = "contacts.read" | "contacts.write" | "contacts.optout";

/** What the routes of one register work on. */
export interface RegisterContext {
  readonly register: RegisterIdentity;
  readonly store: RegisterStore;
  readonly engine: WriteEngine;
  readonly operations: Operations;
  readonly faults: Faults<RegisterFault>;
  readonly calls: RegisterCalls;
  readonly holds: Holds;
  readonly rules: () => WriteRules;
  readonly maxBatch: number;
  /** Null = tokens of every organisation are taken. */
  readonly consumers: ReadonlySet<string> | null;
  readonly now: () => Date;
  readonly verify: (
    header: string | undefined,
    demand: { anyScope: readonly string[] },
  ) => Promise<TokenVerdict>;
}

export type Caller = Extract<TokenVerdict, { ok: true }>;

/** Runs the route for a caller with the scope; anybody else gets 401 or 403. */
export function authorised(
  register: RegisterContext,
  scope: Scope,
  route: (context: Context, caller: Caller) => Response | Promise<Response>,
) {
  return async (context: Context): Promise<Response> => {
    const verdict = await register.verify(context.req.header("authorization"), { anyScope: [scope] });
    if (verdict.ok && register.consumers?.has(verdict.consumer) === false)
      return refuse(context, 403, "the token is for another organisation");
    if (verdict.ok) return route(context, verdict);
    if (verdict.status === 401) context.header("WWW-Authenticate", "Bearer");
    return refuse(context, verdict.status, verdict.reason);
  };
}

type Refusal = 400 | 401 | 403 | 404 | 409 | 412 | 415 | 422 | 428;

/** Answers with a problem; neither the detail nor `extra` may hold what the caller sent. */
export function refuse(
  context: Context,
  status: Refusal,
  detail: string,
  extra?: Readonly<Record<string, string>>,
): Response {
  return context.body(JSON.stringify(problem(status, detail, extra)), status, {
    "content-type": PROBLEM_TYPE,
  });
}

/** The body, or undefined for anything that is not JSON or does not say so. */
export async function readJson(context: Context): Promise<unknown> {
  if (context.req.header("content-type")?.startsWith("application/json") !== true) return undefined;
  return jsonBody(context);
}
