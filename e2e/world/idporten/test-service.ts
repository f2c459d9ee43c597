import * as client from "openid-client";
import type { Idporten, IdportenClient } from "./index.ts";
import type { TestBrowser } from "./test-browser.ts";
import type { SigningKey } from "../signing-keys.ts";

export const REDIRECT_URI = "http://localhost:3999/auth/callback";
export const AFTER_LOGOUT = "http://localhost:3999/utlogget";

/** Registers a service whose addresses nobody listens on: tests read where the browser would have gone. */
export const registration = (key: SigningKey, more: Partial<IdportenClient> = {}): IdportenClient => ({
  clientId: "portal",
  name: "Min profil",
  publicJwk: key.publicJwk,
  redirectUris: [REDIRECT_URI],
  postLogoutRedirectUris: [AFTER_LOGOUT],
  frontchannelLogoutUri: "http://localhost:3999/auth/frontchannel-logout",
  ...more,
});

/** A service as the specification wants it: PAR, S256, private_key_jwt and a checked id_token. */
export async function createTestService(idporten: Idporten, key: SigningKey, clientId = "portal") {
  const config = await client.discovery(
    new URL(idporten.issuer),
    clientId,
    { token_endpoint_auth_method: "private_key_jwt" },
    client.PrivateKeyJwt({ key: key.privateKey, kid: key.kid }),
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  );
  return {
    config,
    /** Prepares one login: where to send the browser, and how to judge its return. */
    async prepare(parameters: Record<string, string> = {}, pushed = true) {
      const pkceCodeVerifier = client.randomPKCECodeVerifier();
      const expectedState = client.randomState();
      const expectedNonce = client.randomNonce();
      const request = {
        redirect_uri: REDIRECT_URI,
        scope: "openid profile",
        acr_values: "idporten-loa-substantial idporten-loa-high",
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: "S256",
        state: expectedState,
        nonce: expectedNonce,
        ...parameters,
      };
      const url = pushed
        ? await client.buildAuthorizationUrlWithPAR(config, request)
        : client.buildAuthorizationUrl(config, request);
      const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
      return {
        url,
        request,
        finish: (callback: URL) => client.authorizationCodeGrant(config, callback, checks),
      };
    },
    /** Logs a person in without a page and returns the checked tokens. */
    async logIn(browser: TestBrowser, loginHint: string, parameters: Record<string, string> = {}) {
      const login = await this.prepare({ login_hint: loginHint, ...parameters });
      return login.finish(await browser.follow(login.url));
    },
  };
}
