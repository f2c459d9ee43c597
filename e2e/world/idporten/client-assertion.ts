import { errors } from "oidc-provider";
import type { Configuration } from "oidc-provider";
import { z } from "zod";

const MAX_LIFETIME = 120;
const CLAIMS = z.object({ iat: z.int(), exp: z.int() });

type ClaimsCheck = NonNullable<Configuration["assertJwtClientAuthClaimsAndHeader"]>;

/** Adds what ID-porten demands of a client assertion beyond RFC 7523 (national-registers B.4). */
export const checkClientAssertion: ClaimsCheck = (ctx, claims, header) => {
  // The client is looked up by sub, and iss is compared to it, before this is called.
  if (ctx.oidc.body?.["client_id"] !== claims["sub"]) refuse("client_id must be in the form");
  if (claims["aud"] !== ctx.oidc.issuer) refuse("aud must be the issuer, as a single string");
  if (typeof header["kid"] !== "string") refuse("the header must contain kid");
  const times = CLAIMS.safeParse(claims);
  if (!times.success) return refuse("iat and exp must be whole seconds");
  const { iat, exp } = times.data;
  if (exp - iat > MAX_LIFETIME) refuse("the assertion must not live longer than 120 seconds");
};

function refuse(detail: string): never {
  throw new errors.InvalidClientAuth(detail);
}
