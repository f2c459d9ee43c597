import { compactVerify, createLocalJWKSet } from "jose";
import { z } from "zod";
import type { IdportenClient } from "./options.ts";
import type { SigningKeys } from "../signing-keys.ts";

export type LogoutRequest =
  /** `target` is undefined when the browser is to stay at ID-porten. */
  { ok: true; target: string | undefined } | { ok: false; error: string };

interface LogoutRules {
  issuer: string;
  keys: SigningKeys;
  clients: readonly IdportenClient[];
}

const HINT = z.object({ iss: z.string(), aud: z.string() });
const STATE = /^[\x20-\x7E]+$/;

/** Judges a request to /logout by national-registers B.8, before anything is ended. */
export async function judgeLogout(params: URLSearchParams, rules: LogoutRules): Promise<LogoutRequest> {
  const state = params.get("state");
  if (state !== null && !STATE.test(state)) return { ok: false, error: "invalid_state" };
  const hint = params.get("id_token_hint");
  const hinted = hint === null ? undefined : await audienceOf(hint, rules);
  if (hint !== null && hinted === undefined) return { ok: false, error: "invalid_id_token_hint" };
  const named = params.get("client_id") ?? hinted;
  if (hinted !== undefined && named !== hinted) return { ok: false, error: "client_id_mismatch" };
  if (named === undefined) return { ok: true, target: undefined };
  const client = rules.clients.find(({ clientId }) => clientId === named);
  if (client === undefined) return { ok: false, error: "unknown_client" };
  const uri = params.get("post_logout_redirect_uri");
  if (uri === null) return { ok: true, target: undefined };
  if (!client.postLogoutRedirectUris.includes(uri)) {
    return { ok: false, error: "post_logout_redirect_uri_not_registered" };
  }
  const target = new URL(uri);
  if (state !== null) target.searchParams.set("state", state);
  return { ok: true, target: target.href };
}

// The hint has normally expired by the time somebody logs out; signature and issuer still have to hold.
async function audienceOf(hint: string, { issuer, keys }: LogoutRules): Promise<string | undefined> {
  try {
    const { payload } = await compactVerify(hint, createLocalJWKSet(keys.jwks()), { algorithms: ["RS256"] });
    const claims = HINT.parse(JSON.parse(new TextDecoder().decode(payload)));
    return claims.iss === issuer ? claims.aud : undefined;
  } catch {
    return undefined;
  }
}
