import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { pathOf, readForm, sendJson } from "../world/exchange.ts";
import type { Handler } from "../world/server.ts";
import type { BenchCalls } from "./bench-calls.ts";

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const LIFETIME = 120;

/**
 * In the place of Maskinporten: takes any grant that is a JWT by its form, since grants are not what is measured, and
 * remembers which tokens are alive.
 */
export function benchTokens(calls: BenchCalls) {
  const aliveUntil = new Map<string, number>();
  const handler: Handler = async (request, response) => {
    if (request.method !== "POST" || pathOf(request) !== "/token")
      return sendJson(response, 404, { error: "not_found" });
    calls.tokens += 1;
    const form = await readForm(request);
    if (form.get("grant_type") !== JWT_BEARER || !looksLikeJwt(form.get("assertion")))
      return sendJson(response, 400, { error: "invalid_grant" });
    const token = randomUUID();
    aliveUntil.set(token, Date.now() + LIFETIME * 1000);
    sendJson(response, 200, { access_token: token, token_type: "Bearer", expires_in: LIFETIME });
  };
  return {
    handler,
    /** Promises true only for a request with a token that was issued here and is alive. */
    admits({ headers }: IncomingMessage): boolean {
      const until = aliveUntil.get(headers.authorization?.slice("Bearer ".length) ?? "");
      return until !== undefined && Date.now() < until;
    },
  };
}

export type BenchTokens = ReturnType<typeof benchTokens>;

function looksLikeJwt(assertion: string | null): boolean {
  const parts = assertion?.split(".") ?? [];
  return parts.length === 3 && parts.slice(0, 2).every((part) => isObject(part));
}

function isObject(part: string): boolean {
  try {
    return typeof JSON.parse(Buffer.from(part, "base64url").toString()) === "object";
  } catch {
    return false;
  }
}
