import { exportJWK, generateKeyPair, SignJWT } from "jose";
import type { JSONWebKeySet, JWTPayload } from "jose";

export interface TokenSigner {
  readonly issuer: string;
  readonly jwks: JSONWebKeySet;
  /** A token of this issuer, live for two minutes unless the claims say otherwise. */
  sign(claims: JWTPayload): Promise<string>;
}

/** A token issuer without a server, for testing one system of the world alone. */
export async function createTokenSigner(issuer: string): Promise<TokenSigner> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const kid = "test-key";
  return {
    issuer,
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" }] },
    sign: (claims) => {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ iss: issuer, iat: now, exp: now + 120, ...claims })
        .setProtectedHeader({ alg: "RS256", kid })
        .sign(privateKey);
    },
  };
}

/** The claims of a Maskinporten token (national-registers C.3). */
export function machineClaims(scope: string, consumer: string, supplier?: string): JWTPayload {
  return {
    scope,
    token_type: "Bearer",
    consumer: organisation(consumer),
    ...(supplier !== undefined && { supplier: organisation(supplier) }),
  };
}

function organisation(orgNumber: string) {
  return { authority: "iso6523-actorid-upis", ID: `0192:${orgNumber}` };
}
