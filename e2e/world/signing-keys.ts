import { randomUUID } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import type { CryptoKey, JSONWebKeySet, JWK } from "jose";

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export interface SigningKeys {
  /** The key that signs now. */
  readonly current: SigningKey;
  /** Two published keys: the one in use and the one it replaced. */
  jwks(): JSONWebKeySet;
  /** Signs with a key nobody has seen from now on; the replaced key stays published. */
  rotate(): Promise<void>;
  /** How often that has been done. */
  readonly rotations: number;
}

/** Makes an RSA 2048 key for RS256, the only algorithm both national log-in services offer. */
export async function createSigningKey(kid: string = randomUUID()): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", {
    modulusLength: 2048,
    extractable: true,
  });
  const { kty, n, e } = await exportJWK(publicKey);
  if (kty === undefined || n === undefined || e === undefined) throw new Error("Not an RSA key");
  return { kid, privateKey, publicJwk: { kty, n, e, kid, use: "sig", alg: "RS256" } };
}

/** Starts a ring of two published keys. */
export async function createSigningKeys(): Promise<SigningKeys> {
  let rotations = 0;
  let [current, previous] = await Promise.all([createSigningKey(), createSigningKey()]);
  return {
    get current() {
      return current;
    },
    jwks: () => ({ keys: [current.publicJwk, previous.publicJwk] }),
    async rotate() {
      [current, previous] = [await createSigningKey(), current];
      rotations += 1;
    },
    get rotations() {
      return rotations;
    },
  };
}
