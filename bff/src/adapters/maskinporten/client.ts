import type { JWK } from "jose";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { Clock } from "../../ports/clock.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { signGrant, type TokenNeed } from "./grant.ts";
import { tokenError, tokenResponse } from "./schema.ts";

export interface MachineTokens {
  /** A token for this need, from the cache while it has life left; parallel needs share one request. */
  token(need: TokenNeed): Promise<UpstreamResult<string>>;
  /** Forgets the token that an API has just refused; one that took its place meanwhile stays. */
  drop(need: TokenNeed, refused: string): void;
}

interface CachedToken {
  readonly token: string;
  readonly renewAt: number;
}

const GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const BUDGET_MS = 2000;

/** Maskinporten, JWT grant (national-registers C). A refusal is a configuration fault and is not repeated. */
export function createMachineTokens(options: {
  issuer: string;
  clientId: string;
  jwk: JWK;
  clock: Clock;
  budgetMs?: number;
}): MachineTokens {
  const { issuer, budgetMs = BUDGET_MS } = options;
  const client = createUpstreamClient({ name: "maskinporten", baseUrl: issuer, budgetMs });
  const cache = new Map<string, CachedToken>();
  const underWay = new Map<string, Promise<UpstreamResult<string>>>();

  async function request(need: TokenNeed): Promise<UpstreamResult<string>> {
    const asked = options.clock();
    const assertion = await signGrant({ ...options, need, now: asked });
    const form = new URLSearchParams({ grant_type: GRANT_TYPE, assertion });
    const answer = await client.send({ method: "post", path: ["token"], form });
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status !== 200) {
      return client.failure(status >= 500 ? "unavailable" : "refused", { status, reason: reasonOf(body) });
    }
    const parsed = client.parse(tokenResponse, answer.value);
    if (!parsed.ok) return parsed;
    const { access_token: token, expires_in: seconds } = parsed.value;
    // Renewed a tenth of its life early, ten seconds at least: the token must outlive the call that it is fetched for.
    const renewAt = asked.getTime() + (seconds - Math.max(10, seconds / 10)) * 1000;
    cache.set(keyOf(need), { token, renewAt });
    return { ok: true, value: token };
  }

  return {
    async token(need) {
      const key = keyOf(need);
      const cached = cache.get(key);
      if (cached !== undefined && options.clock().getTime() < cached.renewAt)
        return { ok: true, value: cached.token };
      const pending = underWay.get(key) ?? request(need).finally(() => underWay.delete(key));
      underWay.set(key, pending);
      return pending;
    },
    drop(need, refused) {
      if (cache.get(keyOf(need))?.token === refused) cache.delete(keyOf(need));
    },
  };
}

function keyOf({ scope, consumerOrg, resource }: TokenNeed): string {
  return JSON.stringify([scope.split(" ").sort(), consumerOrg ?? null, resource ?? null]);
}

/** The OAuth code and the MP code; the description itself may quote the assertion. */
function reasonOf(body: unknown): string {
  const parsed = tokenError.safeParse(body);
  if (!parsed.success) return "no OAuth error body";
  const code = /MP-\d{3}/.exec(parsed.data.error_description ?? "")?.[0];
  return code === undefined ? parsed.data.error : `${parsed.data.error} ${code}`;
}
