import { importJWK } from "jose";
import * as client from "openid-client";
import type { ClientKey, ClientKeys } from "../../platform/client-keys.ts";

/** Makes a call in the name of this client, with the configuration that signs it. */
export type SignedCalls = <T>(call: (configuration: client.Configuration) => Promise<T>) => Promise<T>;

type Settled<T> = { readonly value: T } | { readonly error: unknown };

/**
 * Promises that a call is made with a key that ID-porten takes, where this client has one; each try has an assertion of
 * its own, as none can be used twice (national-registers B.4).
 */
export function signedCalls(
  keys: ClientKeys,
  configure: (authentication: client.ClientAuth) => client.Configuration,
): SignedCalls {
  const configurations = new Map<ClientKey, Promise<client.Configuration>>();
  const signingWith = (key: ClientKey): Promise<client.Configuration> => {
    const made = configurations.get(key) ?? authenticationBy(key).then(configure);
    configurations.set(key, made);
    return made;
  };
  return async (call) => {
    const outcome = await keys.use(async (key) => settle(call(await signingWith(key))), isKeyRefused);
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  };
}

async function authenticationBy(jwk: ClientKey): Promise<client.ClientAuth> {
  const key = await importJWK(jwk, "RS256");
  if (key instanceof Uint8Array) throw new TypeError("the ID-porten client key is not an RSA key");
  return client.PrivateKeyJwt({ key, kid: jwk.kid });
}

function settle<T>(call: Promise<T>): Promise<Settled<T>> {
  return call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

/** National-registers B.9: a key that is expired or not registered. RFC 6749 lets a server challenge instead. */
function isKeyRefused(outcome: Settled<unknown>): boolean {
  if (!("error" in outcome)) return false;
  const { error } = outcome;
  if (error instanceof client.WWWAuthenticateChallengeError) return error.status === 401;
  return error instanceof client.ResponseBodyError && error.error === "invalid_client";
}
