import type { ClientMetadata, JWK } from "oidc-provider";
import { z } from "zod";
import type { IdportenClient } from "./options.ts";

const RSA_KEY = z.object({ kty: z.literal("RSA"), kid: z.string(), n: z.string(), e: z.string() });

/** Translates a client into oidc-provider's registration; only private_key_jwt with RS256 is accepted of it. */
export const providerClient = (client: IdportenClient): ClientMetadata => ({
  client_id: client.clientId,
  client_name: client.name,
  redirect_uris: client.redirectUris,
  response_types: ["code"],
  grant_types:
    client.refreshTokens === true ? ["authorization_code", "refresh_token"] : ["authorization_code"],
  token_endpoint_auth_method: "private_key_jwt",
  token_endpoint_auth_signing_alg: "RS256",
  // Which of them is registered now is judged by client-assertion.ts.
  jwks: { keys: [client.publicJwk, client.nextJwk].filter((key) => key !== undefined).map(publicKey) },
  ...logoutRegistration(client),
});

// oidc-provider gives a `sid` only to clients with a back-channel address; it never gets to call it here.
function logoutRegistration({ backchannelLogoutUri, frontchannelLogoutUri }: IdportenClient) {
  const uri = backchannelLogoutUri ?? frontchannelLogoutUri;
  return uri === undefined ? {} : { backchannel_logout_uri: uri, backchannel_logout_session_required: true };
}

function publicKey(jwk: IdportenClient["publicJwk"]): JWK {
  return { ...RSA_KEY.parse(jwk), use: "sig", alg: "RS256" };
}
