import type { z } from "zod";
import type { UpstreamFailure, UpstreamResult } from "../ports/upstream-result.ts";
import { isConnectionCode } from "./connection-fault.ts";
import { exchange, type Endpoint, type UpstreamRequest, type UpstreamResponse } from "./exchange.ts";
import { observations, observed, statusClass } from "./observed.ts";
import { repeatWhile } from "./patience.ts";
import type { UpstreamPolicy } from "./upstream-policy.ts";

export type { UpstreamRequest, UpstreamResponse } from "./exchange.ts";

export interface UpstreamClient {
  /** Requests sent since this client was made. */
  sent(): number;
  /** A new time budget, for everything that one call of a port needs. */
  deadline(): AbortSignal;
  /** Promises any HTTP answer with a JSON body as a value, whatever its status; no answer in time is a failure. */
  send(request: UpstreamRequest): Promise<UpstreamResult<UpstreamResponse>>;
  failure(kind: UpstreamFailure["kind"], details?: Omit<UpstreamFailure, "upstream" | "kind">): Failed;
  /** Checks the body against the documented shape; a body that does not fit is a broken contract. */
  parse<T>(schema: z.ZodType<T>, response: UpstreamResponse): UpstreamResult<T>;
}

/** A read that met a passing fault is tried once more; not at the same moment as everybody else's (UP2). */
const SECOND_TRY = { tries: 2, baseMs: 150, maxMs: 150 };

type Failed = { readonly ok: false; readonly failure: UpstreamFailure };

interface Upstream extends Endpoint {
  readonly budgetMs: number;
  /** For callers who wait: withholds calls of an upstream in trouble, and lets a read be tried twice. */
  readonly policy?: UpstreamPolicy | undefined;
}

/** The only way out to one upstream: owns its name, address and time budget, and what is done when it is in trouble. */
export function createUpstreamClient(upstream: Upstream): UpstreamClient {
  const { name, budgetMs, policy } = upstream;
  let sent = 0;
  const failure: UpstreamClient["failure"] = (kind, details = {}) => ({
    ok: false,
    failure: { upstream: name, kind, ...details },
  });
  const attempt = (request: Bounded) => {
    sent += 1;
    const { method } = request;
    return observed("upstream", { name, method }, () => exchange(upstream, request), outcomeOf);
  };
  const attemptBy = async (own: UpstreamPolicy, request: Bounded) => {
    const answer = await own(() => attempt(request));
    return "withheld" in answer ? failure("unavailable", { reason: answer.withheld }) : answer;
  };

  return {
    sent: () => sent,
    failure,
    deadline: () => AbortSignal.timeout(budgetMs),
    send(request) {
      const bounded = { ...request, deadline: request.deadline ?? AbortSignal.timeout(budgetMs) };
      if (policy === undefined) return attempt(bounded);
      if (request.method !== "get") return attemptBy(policy, bounded);
      return twiceAtMost(name, () => attemptBy(policy, bounded));
    },
    parse(schema, response) {
      const parsed = schema.safeParse(response.body);
      if (parsed.success) return { ok: true, value: parsed.data };
      const [issue] = parsed.error.issues;
      const reason = `at ${issue?.path.join(".") || "body"}`;
      return failure("contract", { status: response.status, reason });
    },
  };
}

function twiceAtMost(
  upstream: string,
  attempt: () => Promise<UpstreamResult<UpstreamResponse>>,
): Promise<UpstreamResult<UpstreamResponse>> {
  let tries = 0;
  const oneMore = () => {
    if (tries > 0) observations.emit("retry", upstream);
    tries += 1;
    return attempt();
  };
  return repeatWhile(oneMore, mayPass, SECOND_TRY);
}

function outcomeOf(result: UpstreamResult<UpstreamResponse>): string {
  return result.ok ? statusClass(result.value.status) : result.failure.kind;
}

type Bounded = UpstreamRequest & { readonly deadline: AbortSignal };

/** Whether asking once more is worth it: not where time is up, nor where the upstream was asked for nothing or named a time. */
function mayPass(answer: UpstreamResult<UpstreamResponse>): boolean {
  if (answer.ok) return answer.value.status >= 500 && answer.value.retryAfterMs === null;
  return answer.failure.kind === "unavailable" && isConnectionCode(answer.failure.reason ?? null);
}
