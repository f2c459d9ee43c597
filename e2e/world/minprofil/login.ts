import * as client from "openid-client";
import type { CryptoKey } from "jose";
import { z } from "zod";

export interface LoginOptions {
  /** Known once ID-porten has started. */
  readonly issuer: Promise<string>;
  readonly clientId: string;
  readonly key: { readonly kid: string; readonly privateKey: CryptoKey };
}

/** What must be remembered between leaving for ID-porten and coming back. */
export interface PendingLogin {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export interface LoggedIn {
  readonly nationalId: string;
  readonly sid: string | null;
}

const CLAIMS = z.object({ pid: z.string().regex(/^\d{11}$/), sid: z.string().nullable().default(null) });

export type Login = ReturnType<typeof createLogin>;

/** Log-in through ID-porten as a service of its own; where the browser has a session there, nobody sees it. */
export function createLogin({ issuer, clientId, key }: LoginOptions) {
  let discovered: Promise<client.Configuration> | undefined;
  const configuration = async () => {
    discovered ??= discover(await issuer, clientId, key);
    try {
      return await discovered;
    } catch (fault) {
      // ID-porten may answer the next time.
      discovered = undefined;
      throw fault;
    }
  };
  return {
    /** Promises null while ID-porten does not answer. */
    async begin(redirectUri: string, locale: string): Promise<{ url: URL; pending: PendingLogin } | null> {
      const verifier = client.randomPKCECodeVerifier();
      const pending = { verifier, state: client.randomState(), nonce: client.randomNonce() };
      const parameters = {
        redirect_uri: redirectUri,
        scope: "openid profile",
        acr_values: "idporten-loa-substantial",
        ui_locales: locale,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        state: pending.state,
        nonce: pending.nonce,
      };
      try {
        const url = await client.buildAuthorizationUrlWithPAR(await configuration(), parameters);
        return { url, pending };
      } catch (fault) {
        if (isOutage(fault)) return null;
        throw fault;
      }
    },
    /** Promises null when ID-porten sent the browser back without a log-in. */
    async finish(callback: URL, { verifier, state, nonce }: PendingLogin): Promise<LoggedIn | null> {
      if (callback.searchParams.has("error")) return null;
      const tokens = await client.authorizationCodeGrant(await configuration(), callback, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const { pid, sid } = CLAIMS.parse(tokens.claims());
      return { nationalId: pid, sid };
    },
    logoutUrl: async (returnTo: string): Promise<URL> =>
      client.buildEndSessionUrl(await configuration(), { post_logout_redirect_uri: returnTo }),
  };
}

/** Nobody answered, or something else did in ID-porten's place; a refusal by ID-porten itself is our own fault. */
function isOutage(fault: unknown): boolean {
  return (
    fault instanceof client.ClientError || (fault instanceof TypeError && fault.message === "fetch failed")
  );
}

function discover(issuer: string, clientId: string, key: LoginOptions["key"]): Promise<client.Configuration> {
  return client.discovery(
    new URL(issuer),
    clientId,
    { token_endpoint_auth_method: "private_key_jwt" },
    client.PrivateKeyJwt({ key: key.privateKey, kid: key.kid }),
    { execute: [client.allowInsecureRequests] },
  );
}
