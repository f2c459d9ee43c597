import { errors } from "oidc-provider";
import type { Configuration } from "oidc-provider";
import { z } from "zod";
import { noteCanaries } from "../../canary/ledger.ts";
import type { RegisteredKeys } from "../registered-keys.ts";

const MAX_LIFETIME = 120;
const CLAIMS = z.object({ iat: z.int(), exp: z.int() });
/** What the portal has made itself and sends here alone. */
const SECRETS = z.object({ client_assertion: z.string(), code_verifier: z.string().optional() });

type ClaimsCheck = NonNullable<Configuration["assertJwtClientAuthClaimsAndHeader"]>;

/** Adds what ID-porten demands of a client assertion beyond RFC 7523 (national-registers B.4). */
export const checkClientAssertion =
  (registered: RegisteredKeys): ClaimsCheck =>
  (ctx, claims, header, client) => {
    const { client_assertion: assertion, code_verifier: verifier } = SECRETS.parse(ctx.oidc.body);
    noteCanaries("client assertion", assertion);
    if (verifier !== undefined) noteCanaries("PKCE verifier", verifier);
    // The client is looked up by sub, and iss is compared to it, before this is called.
    if (ctx.oidc.body?.["client_id"] !== claims["sub"]) refuse("client_id must be in the form");
    if (claims["aud"] !== ctx.oidc.issuer) refuse("aud must be the issuer, as a single string");
    if (typeof header["kid"] !== "string") refuse("the header must contain kid");
    if (!registered.has(client.clientId, header["kid"])) refuse("the key is not registered");
    const times = CLAIMS.safeParse(claims);
    if (!times.success) return refuse("iat and exp must be whole seconds");
    const { iat, exp } = times.data;
    if (exp - iat > MAX_LIFETIME) refuse("the assertion must not live longer than 120 seconds");
  };

function refuse(detail: string): never {
  throw new errors.InvalidClientAuth(detail);
}
