import { createHash, randomBytes } from "node:crypto";
import { exportJWK } from "jose";
import { Provider } from "oidc-provider";
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import { LEVELS } from "./assurance-levels.ts";
import { checkClientAssertion } from "./client-assertion.ts";
import { loginPolicy } from "./login-policy.ts";
import { LIFETIMES } from "./options.ts";
import { errorPage } from "./pages/message-pages.ts";
import { PAGE_HEADERS } from "./pages/page-shell.ts";
import { providerClient } from "./provider-clients.ts";
import { knownScopes, opensApi, refuseUnregisteredScopes } from "./scopes.ts";
import { createSigningKey } from "../signing-keys.ts";
import type { IdportenFaults } from "./faults.ts";
import type { RegisteredKeys } from "../registered-keys.ts";
import type { MemoryStore } from "./memory-store.ts";
import type { IdportenClient, LoginPerson } from "./options.ts";

interface ProviderOptions {
  issuer: string;
  people: readonly LoginPerson[];
  clients: readonly IdportenClient[];
  store: MemoryStore;
  faults: IdportenFaults;
  registered: RegisteredKeys;
}

/** Sets oidc-provider up with ID-porten's rules, paths and lifetimes; tokens are re-signed on their way out. */
export async function createProvider(options: ProviderOptions): Promise<Provider> {
  const { issuer, people, clients, store, faults, registered } = options;
  const { privateKey, kid } = await createSigningKey();
  return new Provider(issuer, {
    ...RULES,
    ...PATHS,
    adapter: store.adapter,
    assertJwtClientAuthClaimsAndHeader: checkClientAssertion(registered),
    clients: clients.map(providerClient),
    scopes: knownScopes(clients),
    extraParams: { scope: refuseUnregisteredScopes(clients) },
    loadExistingGrant: (ctx) => grantWithoutConsent(ctx, faults.active.withheldScopes ?? []),
    cookies: { names: COOKIES, keys: [randomBytes(32)] },
    findAccount(_ctx, nationalId) {
      const known = people.some((person) => person.nationalId === nationalId);
      return known ? { accountId: nationalId, claims: () => ({ sub: nationalId }) } : undefined;
    },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid, kty: "RSA", use: "sig", alg: "RS256" }] },
  });
}

/** The subject a client sees: the same at every login, another one for every client, never the national id. */
export const pairwiseSubject = (clientId: string, nationalId: string): string =>
  createHash("sha256").update(`${PAIRWISE_SALT}|${clientId}|${nationalId}`).digest("base64url");

const PAIRWISE_SALT = "idporten-test-environment";

const COOKIES = { session: "idporten_sso", interaction: "idporten_login", resume: "idporten_resume" };

const PATHS = {
  routes: {
    authorization: "/authorize",
    pushed_authorization_request: "/par",
    token: "/token",
    jwks: "/jwks.json",
    userinfo: "/userinfo",
    revocation: "/token/revoke",
    introspection: "/token/introspect",
  },
  interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}`, policy: loginPolicy() },
} satisfies Configuration;

const ownTokensOnly = (
  _ctx: unknown,
  client: { clientId: string },
  token: { clientId?: string | undefined },
) => token.clientId === client.clientId;

const RULES = {
  acrValues: LEVELS,
  allowOmittingSingleRegisteredRedirectUri: false,
  clientBasedCORS: () => false,
  clockTolerance: 10,
  enabledJWA: { clientAuthSigningAlgValues: ["RS256"] },
  // Logging out ends the tokens of a mere log-in, and leaves those for the APIs of others (national-registers B.8).
  expiresWithSession: (_ctx, { scope }) => !opensApi(scope),
  features: {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    // Only for `sid`: logout-calls.ts makes the calls.
    backchannelLogout: { enabled: true },
    introspection: { enabled: true, allowedPolicy: ownTokensOnly },
    pushedAuthorizationRequests: { enabled: true },
    revocation: { enabled: true, allowedPolicy: ownTokensOnly },
    rpInitiatedLogout: { enabled: false },
  },
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed("refresh_token"),
  pkce: { required: () => true },
  renderError(ctx, out) {
    ctx.set(PAGE_HEADERS);
    ctx.body = errorPage(out.error, out.error_description);
  },
  responseTypes: ["code"],
  revokeGrantPolicy: () => true,
  rotateRefreshToken: true,
  ttl: {
    AccessToken: LIFETIMES.accessToken,
    AuthorizationCode: LIFETIMES.code,
    Grant: LIFETIMES.grant,
    IdToken: LIFETIMES.idToken,
    Interaction: LIFETIMES.interaction,
    RefreshToken: LIFETIMES.refreshToken,
    Session: (_ctx, { loginTs }) => {
      const now = Math.floor(Date.now() / 1000);
      return Math.max(1, Math.min(LIFETIMES.ssoIdle, (loginTs ?? now) + LIFETIMES.ssoAbsolute - now));
    },
  },
} satisfies Configuration;

// Login to a public service asks for no consent: the grant is there before anybody could be asked.
async function grantWithoutConsent(ctx: KoaContextWithOIDC, withheld: readonly string[]) {
  const { client, session, params, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const found = known === undefined ? undefined : await provider.Grant.find(known);
  const grant = found ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  if (typeof params?.["scope"] === "string") grant.addOIDCScope(params["scope"]);
  delete grant.rejected;
  if (withheld.length > 0) grant.rejectOIDCScope([...withheld]);
  await grant.save();
  return grant;
}
