import { createAccessTokens } from "./access-tokens.ts";
import { dressAnswers } from "./answers.ts";
import { serveBackChannel } from "./back-channel.ts";
import { serveLoginHost } from "./login-host.ts";
import { callBackChannels, callFrontChannels, signLogoutToken } from "./logout-calls.ts";
import { createMemoryStore } from "./memory-store.ts";
import { createProvider } from "./provider.ts";
import { partiesOf } from "./sso-session.ts";
import { sendJson } from "../exchange.ts";
import { startServer } from "../server.ts";
import { createSigningKeys } from "../signing-keys.ts";
import { createFaults, withFaults } from "../upstream-faults.ts";
import type { IdportenFault, IdportenFaults } from "./faults.ts";
import type { LogoutCall } from "./logout-calls.ts";
import type { IdportenOptions } from "./options.ts";
import type { SignOptions } from "./sign-jwt.ts";
import type { Handler } from "../server.ts";

export interface Idporten {
  /** Exactly the back channel's origin, no slash at the end. */
  issuer: string;
  /** The browser-facing host: another site than the issuer for a browser. */
  loginOrigin: string;
  faults: IdportenFaults;
  /** Signs with a key nobody has seen; the replaced one stays published. */
  rotateKeys(): Promise<void>;
  /** Ends a session as if the person had logged out at another service; an unknown `sid` ends nothing. */
  endSession(sid: string): Promise<LogoutCall[]>;
  /** Forges a logout_token: `aud` and `sid` or `sub` are the caller's to give, undefined removes a claim. */
  signLogoutToken(claims: Readonly<Record<string, unknown>>, options?: SignOptions): Promise<string>;
  /** Nothing wrong any more; people stay logged in, as browsers keep their cookies. */
  reset(): void;
  close(): Promise<void>;
}

/** Starts ID-porten's two hosts: the back channel on localhost, the log-in pages on 127.0.0.1. */
export async function startIdporten({ people, clients, ports = {} }: IdportenOptions): Promise<Idporten> {
  const faults = createFaults<IdportenFault>({});
  const store = createMemoryStore();
  const keys = await createSigningKeys();
  const handlers = Promise.withResolvers<{ backChannel: Handler; login: Handler }>();
  const hosts = await startHosts(ports, faults, handlers.promise);
  const { issuer, login } = hosts;
  const provider = await createProvider({ issuer, people, clients, store, faults });
  const accessTokens = createAccessTokens({ issuer, keys, clients });
  provider.use(dressAnswers({ keys, people, faults, accessTokens }));
  handlers.resolve({
    backChannel: serveBackChannel({ provider, keys, faults, hosts, accessTokens }),
    login: serveLoginHost({ provider, keys, people, clients, faults, login }),
  });
  return {
    issuer,
    loginOrigin: login,
    faults,
    rotateKeys: keys.rotate,
    async endSession(sid) {
      const uid = store.sessionUidOf(sid);
      const session = uid === undefined ? undefined : await provider.Session.findByUid(uid);
      if (session === undefined) return [];
      const parties = partiesOf(session, clients);
      await session.destroy();
      const back = callBackChannels(issuer, keys, parties);
      return [
        ...(await back),
        ...(await callFrontChannels(faults.active.frontChannelIssuer ?? issuer, parties)),
      ];
    },
    signLogoutToken: (claims, options) => signLogoutToken(issuer, keys, claims, options),
    reset: faults.clear,
    close: hosts.close,
  };
}

async function startHosts(
  ports: NonNullable<IdportenOptions["ports"]>,
  faults: IdportenFaults,
  handlers: Promise<{ backChannel: Handler; login: Handler }>,
) {
  const serve = (host: "backChannel" | "login"): Handler =>
    withFaults({
      faults,
      isWrite: ({ method }) => method === "POST",
      writeError: (response, status, headers) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        sendJson(response, status, { error: status === 500 ? "server_error" : "temporarily_unavailable" });
      },
      handler: async (request, response) => (await handlers)[host](request, response),
    });
  const [backChannel, login] = await Promise.all([
    startServer({ port: ports.backChannel, handler: serve("backChannel") }),
    startServer({ port: ports.login, hostname: "127.0.0.1", handler: serve("login") }),
  ]);
  return {
    issuer: backChannel.origin,
    login: login.origin,
    close: async () => void (await Promise.all([backChannel.close(), login.close()])),
  };
}
