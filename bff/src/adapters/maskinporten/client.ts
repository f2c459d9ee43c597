import { createClientKeys, type ClientKey } from "../../platform/client-keys.ts";
import {
  createUpstreamClient,
  type UpstreamClient,
  type UpstreamResponse,
} from "../../platform/upstream-client.ts";
import type { UpstreamPolicy } from "../../platform/upstream-policy.ts";
import type { Clock } from "../../ports/clock.ts";
import type { UpstreamResult } from "../../ports/upstream-result.ts";
import { signGrant, type TokenNeed } from "./grant.ts";
import { createRefusals } from "./refusals.ts";
import { tokenError, tokenResponse, type TokenResponse } from "./schema.ts";

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

export interface MachineTokensOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly keys: readonly ClientKey[];
  readonly clock: Clock;
  readonly budgetMs?: number;
  /** Told what time it is at Maskinporten, which takes no grant of another time (national-registers C.2). */
  readonly onDate?: (date: Date) => void;
  readonly policy?: UpstreamPolicy;
  /** How long a refusal stands; not at all unless told. */
  readonly refusalLivesMs?: number;
}

/**
 * Maskinporten, JWT grant (national-registers C). A refusal is a configuration fault, is repeated with the next key of
 * this client at most, and stands for a while before the same need is asked for anew (UP7).
 */
export function createMachineTokens(options: MachineTokensOptions): MachineTokens {
  const fetchToken = tokenRequest(options);
  const cache = new Map<string, CachedToken>();
  const underWay = new Map<string, Promise<UpstreamResult<string>>>();
  const refusals = createRefusals(options.refusalLivesMs ?? 0);

  async function request(need: TokenNeed): Promise<UpstreamResult<string>> {
    const answer = await fetchToken(need);
    refusals.note(keyOf(need), answer);
    if (!answer.ok) return answer;
    cache.set(keyOf(need), answer.value);
    return { ok: true, value: answer.value.token };
  }

  return {
    async token(need) {
      const key = keyOf(need);
      const cached = cache.get(key);
      if (cached !== undefined && options.clock().getTime() < cached.renewAt)
        return { ok: true, value: cached.token };
      const refused = refusals.standing(key);
      if (refused !== null) return refused;
      const pending = underWay.get(key) ?? request(need).finally(() => underWay.delete(key));
      underWay.set(key, pending);
      return pending;
    },
    drop(need, refused) {
      if (cache.get(keyOf(need))?.token === refused) cache.delete(keyOf(need));
    },
  };
}

/** Asks for a token each time, whatever is known already. */
function tokenRequest(
  options: MachineTokensOptions,
): (need: TokenNeed) => Promise<UpstreamResult<CachedToken>> {
  const { issuer: baseUrl, budgetMs = BUDGET_MS, policy, onDate } = options;
  const client = createUpstreamClient({
    name: "maskinporten",
    baseUrl,
    budgetMs,
    policy,
    ...(onDate !== undefined && { onDate }),
  });
  const keys = createClientKeys(options.keys, options.clock);
  return async (need) => {
    const asked = options.clock();
    const deadline = client.deadline();
    const ask = async (key: ClientKey): Promise<UpstreamResult<UpstreamResponse>> => {
      const assertion = await signGrant({ ...options, key, need, now: asked });
      const form = new URLSearchParams({ grant_type: GRANT_TYPE, assertion });
      return client.send({ method: "post", path: ["token"], form, deadline });
    };
    const answer = judged(client, await keys.use(ask, (told) => told.ok && isKeyRefused(told.value)));
    if (!answer.ok) return answer;
    const { access_token: token, expires_in: seconds } = answer.value;
    // Renewed a tenth of its life early, ten seconds at least: the token must outlive the call that it is fetched for.
    const renewAt = asked.getTime() + (seconds - Math.max(10, seconds / 10)) * 1000;
    return { ok: true, value: { token, renewAt } };
  };
}

function judged(
  client: UpstreamClient,
  answer: UpstreamResult<UpstreamResponse>,
): UpstreamResult<TokenResponse> {
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status === 200) return client.parse(tokenResponse, answer.value);
  // Too many questions are no word on what was asked for.
  const passes = status >= 500 || status === 429;
  return client.failure(passes ? "unavailable" : "refused", { status, reason: reasonOf(body) });
}

function keyOf({ scope, consumerOrg, resource }: TokenNeed): string {
  return JSON.stringify([scope.split(" ").sort(), consumerOrg ?? null, resource ?? null]);
}

/** Grants that no key would save: used before, another client, audience or time (national-registers C.4). */
const NOT_THE_KEY = /MP-(012|100|110|130)|Issue time is after now/i;

/**
 * How Maskinporten refuses a key that is not registered is not documented, so any refusal of the grant may be that, save
 * those that surely are not; MP-120 to MP-124 speak of the key whatever error they come with.
 */
function isKeyRefused({ status, body }: UpstreamResponse): boolean {
  const { data } = tokenError.safeParse(body);
  if (data === undefined || status < 400 || status >= 500) return false;
  const { error, error_description: text = "" } = data;
  if (error === "invalid_client" || /MP-12[0-4]/.test(text)) return true;
  return error === "invalid_grant" && !NOT_THE_KEY.test(text);
}

/** The OAuth code and the MP code; the description itself may quote the assertion. */
function reasonOf(body: unknown): string {
  const parsed = tokenError.safeParse(body);
  if (!parsed.success) return "no OAuth error body";
  const code = /MP-\d{3}/.exec(parsed.data.error_description ?? "")?.[0];
  return code === undefined ? parsed.data.error : `${parsed.data.error} ${code}`;
}
