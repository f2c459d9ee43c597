import { randomUUID } from "node:crypto";
import { SignJWT, importJWK } from "jose";
import type { ClientKey } from "../../platform/client-keys.ts";

export interface TokenNeed {
  readonly scope: string;
  /** The municipality on whose behalf the vendor asks (Altinn delegation, national-registers C.6). */
  readonly consumerOrg?: string;
  readonly resource?: string;
}

/** Maskinporten takes at most 120 s between `iat` and `exp`; half of it forgives a slow network. */
const GRANT_SECONDS = 60;

/**
 * Signs a JWT grant with exactly the claims that Maskinporten knows: any other, such as `nbf` or `sub`, is refused
 * (national-registers C.2). Each has its own `jti`, as a grant can be used once.
 */
export async function signGrant(client: {
  issuer: string;
  clientId: string;
  key: ClientKey;
  need: TokenNeed;
  now: Date;
}): Promise<string> {
  const { need } = client;
  const issuedAt = Math.floor(client.now.getTime() / 1000);
  const claims = {
    scope: need.scope,
    ...(need.consumerOrg !== undefined && { consumer_org: need.consumerOrg }),
    ...(need.resource !== undefined && { resource: [need.resource] }),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: client.key.kid })
    .setIssuer(client.clientId)
    .setAudience(client.issuer)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + GRANT_SECONDS)
    .setJti(randomUUID())
    .sign(await importJWK(client.key, "RS256"));
}
