import { randomUUID } from "node:crypto";
import { SignJWT, UnsecuredJWT } from "jose";
import type { JWTPayload } from "jose";
import { createSigningKey } from "../signing-keys.ts";
import type { SigningKeys } from "../signing-keys.ts";
import type { Signature } from "./faults.ts";

export interface SignOptions {
  /** Header `typ`; left out when null, and unless given. */
  typ?: string | null | undefined;
  signature?: Signature | undefined;
}

/** Signs as ID-porten does, or wrongly in exactly the way asked for. */
export async function signJwt(
  keys: SigningKeys,
  claims: JWTPayload,
  { typ, signature = "own" }: SignOptions = {},
): Promise<string> {
  const { kid, publicJwk, privateKey } = keys.current;
  const jwt = new SignJWT(claims);
  const header = typeof typ === "string" ? { kid, typ } : { kid };
  switch (signature) {
    case "own":
      return jwt.setProtectedHeader({ ...header, alg: "RS256" }).sign(privateKey);
    case "foreign-key":
      return jwt
        .setProtectedHeader({ ...header, alg: "RS256" })
        .sign((await createSigningKey(kid)).privateKey);
    case "unknown-kid": {
      const foreign = await createSigningKey(randomUUID());
      return jwt.setProtectedHeader({ ...header, alg: "RS256", kid: foreign.kid }).sign(foreign.privateKey);
    }
    case "hs256-public-key":
      // The classic confusion: the published key taken as a shared secret.
      return jwt
        .setProtectedHeader({ ...header, alg: "HS256" })
        .sign(new TextEncoder().encode(JSON.stringify(publicJwk)));
    case "none":
      return new UnsecuredJWT(claims).encode();
  }
}
