import { setTimeout as wait } from "node:timers/promises";
import * as client from "openid-client";
import type { Language } from "@foresattportal/shared/languages.ts";
import type {
  IdentityProvider,
  LoginResult,
  LoginTransaction,
  StartLoginResult,
} from "../../ports/identity-provider.ts";
import { createDiscovery, type Discovered, type IdportenOptions } from "./configuration.ts";
import { identityFrom } from "./id-token.ts";
import { loginFault } from "./login-fault.ts";
import { createLogoutPage } from "./logout-page.ts";
import { logoutNoticeFrom, looksLikeLogoutToken } from "./logout-token.ts";

/** A person waits for it who wants to leave. */
const LOGOUT_URL_WITHIN_MS = 2500;

type Discover = () => Promise<Discovered>;

/**
 * ID-porten (national-registers B): code flow with PAR, PKCE S256, state, nonce, `iss` and `private_key_jwt`. Only
 * `openid` is asked for, and tokens are forgotten once the identity is read: what is not kept cannot leak.
 */
export function createIdporten(options: IdportenOptions): IdentityProvider {
  const discovered = createDiscovery(options);
  const logoutPage = createLogoutPage();
  return {
    issuer: options.issuer,
    startLogin: ({ language }) => startLogin(discovered, options, language),
    finishLogin: (callback, transaction) => finishLogin(discovered, options, callback, transaction),

    async logoutUrl() {
      const late = wait(LOGOUT_URL_WITHIN_MS, undefined, { ref: false });
      try {
        const found = await Promise.race([discovered(), late]);
        if (found === undefined) return null;
        const { configuration, fetch } = found;
        const { end_session_endpoint: endpoint } = configuration.serverMetadata();
        if (endpoint === undefined) return null;
        if ((await Promise.race([logoutPage.isDown(endpoint, fetch), late])) === true) return null;
        // No id_token_hint: it would carry the national id through history and logs; client_id does (B.8).
        return client.buildEndSessionUrl(configuration, {
          post_logout_redirect_uri: `${options.publicOrigin}${options.postLogoutPath}`,
          state: client.randomState(),
        });
      } catch {
        return null;
      }
    },

    async verifyLogoutToken(token, receivedAt) {
      if (!looksLikeLogoutToken(token)) return "refused";
      try {
        return await logoutNoticeFrom(token, receivedAt, await discovered(), options);
      } catch {
        return "unavailable";
      }
    },

    async logoutPageOrigin() {
      try {
        const { configuration } = await discovered();
        const { end_session_endpoint: endpoint } = configuration.serverMetadata();
        return endpoint === undefined ? null : new URL(endpoint).origin;
      } catch {
        return null;
      }
    },
  };
}

async function startLogin(
  discovered: Discover,
  options: IdportenOptions,
  language: Language,
): Promise<StartLoginResult> {
  const transaction = {
    state: client.randomState(),
    nonce: client.randomNonce(),
    codeVerifier: client.randomPKCECodeVerifier(),
  };
  try {
    const { signed } = await discovered();
    const request = {
      redirect_uri: redirectUri(options),
      scope: "openid",
      response_type: "code",
      acr_values: options.acceptedAcr.join(" "),
      ui_locales: language,
      state: transaction.state,
      nonce: transaction.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(transaction.codeVerifier),
      code_challenge_method: "S256",
    };
    const redirectTo = await signed((configuration) =>
      client.buildAuthorizationUrlWithPAR(configuration, request),
    );
    return { ok: true, redirectTo, transaction };
  } catch (error) {
    return { ok: false, failure: "idporten-unavailable", reason: loginFault(error).reason };
  }
}

async function finishLogin(
  discovered: Discover,
  options: IdportenOptions,
  callback: URLSearchParams,
  transaction: LoginTransaction,
): Promise<LoginResult> {
  try {
    const found = await discovered();
    // Built on the public origin: behind a proxy the request's own address is an inner one.
    const address = new URL(`${redirectUri(options)}?${callback.toString()}`);
    const checks = {
      pkceCodeVerifier: transaction.codeVerifier,
      expectedState: transaction.state,
      expectedNonce: transaction.nonce,
      idTokenExpected: true,
    };
    const tokens = await found.signed((configuration) =>
      client.authorizationCodeGrant(configuration, address, checks),
    );
    return await identityFrom(tokens.id_token ?? "", found, options);
  } catch (error) {
    return loginFault(error);
  }
}

function redirectUri({ publicOrigin, callbackPath }: IdportenOptions): string {
  return `${publicOrigin}${callbackPath}`;
}
