import { setTimeout as wait } from "node:timers/promises";
import { createRemoteJWKSet, errors, importJWK, type JWK, type JWTVerifyGetKey } from "jose";
import * as client from "openid-client";
import type { Clock } from "../../ports/clock.ts";

export interface IdportenOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly jwk: JWK;
  /** Exact allow-list of levels; asked for in the request and checked in the ID token. */
  readonly acceptedAcr: readonly string[];
  /** TestID logs in synthetic persons without a password and must never pass in production (national-registers B.5). */
  readonly acceptTestId: boolean;
  readonly publicOrigin: string;
  readonly callbackPath: string;
  readonly postLogoutPath: string;
  readonly clock: Clock;
}

export interface Discovered {
  readonly configuration: client.Configuration;
  readonly keys: JWTVerifyGetKey;
}

/** ID-porten advises to keep metadata and keys for about 24 hours (national-registers B.1). */
const METADATA_LIVES_MS = 24 * 60 * 60 * 1000;
const TIMEOUT_SECONDS = 4;
/** However many tokens name unknown keys, ID-porten's keys are fetched at most this often. */
const KEY_COOLDOWN_MS = 1000;

/** Promises ID-porten's metadata, fetched when first needed and again after a day; a failed attempt is not remembered. */
export function createDiscovery(options: IdportenOptions): () => Promise<Discovered> {
  let cached: { readonly promise: Promise<Discovered>; readonly until: number } | null = null;
  return () => {
    const now = options.clock().getTime();
    if (cached === null || now >= cached.until) {
      const previous = cached;
      const promise = discover(options).catch((error: unknown) => {
        // Metadata of yesterday is better than none; the next need tries again.
        cached = previous;
        if (previous === null) throw error;
        return previous.promise;
      });
      cached = { promise, until: now + METADATA_LIVES_MS };
    }
    return cached.promise;
  };
}

async function discover({ issuer, clientId, jwk }: IdportenOptions): Promise<Discovered> {
  const key = await importJWK(jwk, "RS256");
  if (key instanceof Uint8Array) throw new TypeError("the ID-porten client key is not an RSA key");
  const configuration = await client.discovery(
    new URL(issuer),
    clientId,
    { token_endpoint_auth_method: "private_key_jwt", id_token_signed_response_alg: "RS256" },
    client.PrivateKeyJwt(jwk.kid === undefined ? key : { key, kid: jwk.kid }),
    {
      timeout: TIMEOUT_SECONDS,
      // The simulated world has no TLS; configuration refuses http issuers in production.
      ...(issuer.startsWith("http:") && { execute: [client.allowInsecureRequests] }),
    },
  );
  const { jwks_uri: jwksUri } = configuration.serverMetadata();
  if (jwksUri === undefined) throw new Error("ID-porten's metadata names no keys");
  return { configuration, keys: patientKeys(new URL(jwksUri)) };
}

/**
 * ID-porten's keys. jose refuses an unknown key outright while it cools down after a fetch; that would lose a logout
 * call, which ID-porten delivers once, right after a key rotation. So the cool-down is waited out and the key looked
 * for once more, well within the five seconds that ID-porten waits (security-and-reliability 0.3, 0.4).
 */
function patientKeys(address: URL): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(address, {
    cooldownDuration: KEY_COOLDOWN_MS,
    cacheMaxAge: METADATA_LIVES_MS,
    timeoutDuration: TIMEOUT_SECONDS * 1000,
  });
  return async (header, token) => {
    const { coolingDown } = remote;
    try {
      return await remote(header, token);
    } catch (error) {
      if (!coolingDown || !(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await wait(KEY_COOLDOWN_MS);
      return remote(header, token);
    }
  };
}
