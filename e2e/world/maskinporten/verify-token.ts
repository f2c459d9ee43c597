import { createLocalJWKSet, createRemoteJWKSet, jwtVerify } from "jose";
import type { JSONWebKeySet, JWTVerifyGetKey } from "jose";
import { z } from "zod";

export interface TokenVerifierOptions {
  /** Exactly as in `iss`: with the trailing slash. */
  issuer: string;
  /** The address of the key set, or the key set itself. */
  jwks: string | JSONWebKeySet;
  /** By which tokens are judged; the real time unless told. */
  clock?: () => Date;
}

export type TokenVerdict =
  | { ok: true; consumer: string; supplier: string | null; scopes: string[] }
  | { ok: false; status: 401 | 403; reason: string };

const ORGANISATION = z
  .object({ ID: z.string().regex(/^0192:\d{9}$/) })
  .transform(({ ID }) => ID.slice("0192:".length));
const CLAIMS = z.object({
  scope: z.string(),
  token_type: z.literal("Bearer"),
  consumer: ORGANISATION,
  supplier: ORGANISATION.nullable().default(null),
});

/** Returns the check of a resource server: a live token of this issuer that holds at least one of the scopes. */
export function verifyMaskinportenToken({ issuer, jwks, clock = () => new Date() }: TokenVerifierOptions) {
  const keys = keysOf(jwks);
  return async (
    authorizationHeader: string | undefined | null,
    { anyScope }: { anyScope: readonly string[] },
  ): Promise<TokenVerdict> => {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorizationHeader ?? "")?.[1];
    if (token === undefined) return { ok: false, status: 401, reason: "bearer token missing" };
    const claims = await readToken(token, keys, issuer, clock());
    if (claims === undefined) return { ok: false, status: 401, reason: "bearer token not valid" };
    const scopes = claims.scope.split(" ");
    if (!anyScope.some((scope) => scopes.includes(scope))) {
      return { ok: false, status: 403, reason: "scope missing" };
    }
    return { ok: true, consumer: claims.consumer, supplier: claims.supplier, scopes };
  };
}

async function readToken(token: string, keys: JWTVerifyGetKey, issuer: string, currentDate: Date) {
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer,
      algorithms: ["RS256"],
      requiredClaims: ["exp", "iat"],
      currentDate,
    });
    return CLAIMS.safeParse(payload).data;
  } catch {
    return undefined;
  }
}

function keysOf(jwks: string | JSONWebKeySet): JWTVerifyGetKey {
  if (typeof jwks !== "string") return createLocalJWKSet(jwks);
  // A simulated issuer may change keys at any moment of a test.
  return createRemoteJWKSet(new URL(jwks), { cooldownDuration: 0 });
}
