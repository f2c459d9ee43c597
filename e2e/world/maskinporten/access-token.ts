import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { noteCanaries } from "../../canary/ledger.ts";
import { scopesOf } from "./access.ts";
import type { Access } from "./access.ts";
import type { GrantClaims } from "./assertion.ts";
import type { SigningKey } from "../signing-keys.ts";

interface TokenOrder {
  issuer: string;
  key: SigningKey;
  lifetime: number;
  /** Milliseconds. */
  now: number;
  claims: GrantClaims;
  access: Access;
}

/** Answers a good grant with the token and the body of national-registers C.3. */
export async function issueAccessToken({ issuer, key, lifetime, now, claims, access }: TokenOrder) {
  const scope = scopesOf(claims).join(" ");
  const issuedAt = Math.floor(now / 1000);
  const token = await new SignJWT({
    client_id: claims.iss,
    client_amr: "private_key_jwt",
    token_type: "Bearer",
    scope,
    consumer: organisation(access.consumer),
    ...(access.supplier !== undefined && {
      supplier: organisation(access.supplier),
      delegation_source: "https://tt02.altinn.no/",
    }),
  })
    .setProtectedHeader({ alg: "RS256", kid: key.kid })
    .setIssuer(issuer)
    .setAudience(audience(claims.resource))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetime)
    .setJti(randomUUID())
    .sign(key.privateKey);
  noteCanaries("machine token", token);
  return { access_token: token, token_type: "Bearer", expires_in: lifetime, scope };
}

const organisation = (orgNumber: string) => ({ authority: "iso6523-actorid-upis", ID: `0192:${orgNumber}` });

function audience(resource: string[] = ["unspecified"]): string | string[] {
  const [first, ...more] = resource;
  return first === undefined || more.length > 0 ? resource : first;
}
