import { randomBytes } from "node:crypto";
import { noteCanaries } from "../../canary/ledger.ts";
import { signJwt } from "./sign-jwt.ts";
import { LIFETIMES } from "./options.ts";
import { pairwiseSubject } from "./provider.ts";
import type { IdportenFault } from "./faults.ts";
import type { SigningKeys } from "../signing-keys.ts";

/** What oidc-provider knows of the login behind a code or a refresh token. */
export interface LoginFacts {
  accountId?: string | undefined;
  clientId?: string | undefined;
  acr?: string | undefined;
  amr?: readonly string[] | undefined;
  authTime?: number | undefined;
  nonce?: string | undefined;
  sid?: string | undefined;
}

interface IdTokenOrder {
  issuer: string;
  keys: SigningKeys;
  facts: LoginFacts;
  locale: string;
  faults: IdportenFault;
}

/** Signs an id_token with exactly the claims of national-registers B.5, then with whatever is to be wrong. */
export async function issueIdToken({ issuer, keys, facts, locale, faults }: IdTokenOrder): Promise<string> {
  const { accountId, clientId } = facts;
  const { idToken: fault, clockSkew = 0 } = faults;
  if (accountId === undefined || clientId === undefined) throw new Error("A token without a login behind it");
  const now = Math.floor(Date.now() / 1000) + clockSkew;
  const claims = {
    iss: issuer,
    aud: clientId,
    sub: pairwiseSubject(clientId, accountId),
    pid: accountId,
    acr: facts.acr,
    amr: facts.amr,
    auth_time: facts.authTime,
    iat: now,
    exp: now + LIFETIMES.idToken,
    nonce: facts.nonce,
    sid: facts.sid,
    locale,
    jti: randomBytes(8).toString("base64url"),
  };
  const altered = Object.entries({ ...claims, ...fault?.set }).filter(
    ([name, value]) => value !== undefined && fault?.delete?.includes(name) !== true,
  );
  const token = await signJwt(keys, Object.fromEntries(altered), { signature: fault?.signature });
  noteCanaries("ID token", token);
  return token;
}
