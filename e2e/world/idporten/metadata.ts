import { LEVELS } from "./assurance-levels.ts";
import { LOCALES } from "./locale.ts";
import type { IdportenFault } from "./faults.ts";

export interface Hosts {
  /** Exactly the back channel's origin, without a slash at the end. */
  issuer: string;
  /** The browser-facing origin. */
  login: string;
}

/** The discovery document: the shape of national-registers B.1, naming only what this server does, and what is wrong. */
export const metadata = (
  { issuer, login }: Hosts,
  { metadataIssuer = issuer, metadataAddresses = {} }: IdportenFault = {},
) => ({
  issuer: metadataIssuer,
  authorization_endpoint: `${login}/authorize`,
  pushed_authorization_request_endpoint: `${issuer}/par`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks.json`,
  userinfo_endpoint: `${issuer}/userinfo`,
  end_session_endpoint: `${login}/logout`,
  revocation_endpoint: `${issuer}/token/revoke`,
  introspection_endpoint: `${issuer}/token/introspect`,
  scopes_supported: ["openid", "profile"],
  response_types_supported: ["code"],
  response_modes_supported: ["query", "form_post"],
  grant_types_supported: ["authorization_code", "refresh_token"],
  acr_values_supported: LEVELS,
  ui_locales_supported: LOCALES,
  prompt_values_supported: ["consent", "login", "none"],
  display_values_supported: ["page"],
  subject_types_supported: ["pairwise"],
  id_token_signing_alg_values_supported: ["RS256"],
  token_endpoint_auth_methods_supported: ["private_key_jwt"],
  token_endpoint_auth_signing_alg_values_supported: ["RS256"],
  code_challenge_methods_supported: ["S256"],
  frontchannel_logout_supported: true,
  frontchannel_logout_session_supported: true,
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
  authorization_response_iss_parameter_supported: true,
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
  claims_parameter_supported: false,
  ...metadataAddresses,
});
