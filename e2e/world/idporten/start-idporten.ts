import type { Provider } from "oidc-provider";
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
import { createRegisteredKeys } from "../registered-keys.ts";
import { createSigningKeys } from "../signing-keys.ts";
import { createRequestLog } from "../request-log.ts";
import type { RequestLog } from "../request-log.ts";
import { withFaults } from "../faulty-handler.ts";
import { clockOf, createFaults } from "../upstream-faults.ts";
import type { IdportenFault, IdportenFaults } from "./faults.ts";
import type { LogoutCall, LogoutParty } from "./logout-calls.ts";
import type { IdportenClient, IdportenOptions } from "./options.ts";
import type { SignOptions } from "./sign-jwt.ts";
import type { RegisteredKeys } from "../registered-keys.ts";
import type { Handler } from "../server.ts";

export interface Idporten {
  /** Exactly the back channel's origin, no slash at the end. */
  issuer: string;
  /** The browser-facing host: another site than the issuer for a browser. */
  loginOrigin: string;
  faults: IdportenFaults;
  /** What both hosts have been asked, faulty answers included. */
  readonly requests: RequestLog;
  /** How many times its keys have been asked for, faulty answers included. */
  readonly keyRequests: number;
  /** Signs with a key nobody has seen; the replaced one stays published. */
  rotateKeys(): Promise<void>;
  /** How often that has been done. */
  readonly keyRotations: number;
  /** Which keys its clients have registered. */
  registered: RegisteredKeys;
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
  const requests = createRequestLog();
  const clock = () => clockOf(faults);
  const registered = createRegisteredKeys(clients);
  const store = createMemoryStore();
  const keys = await createSigningKeys();
  let keyRequests = 0;
  const onKeysAsked = (): void => void (keyRequests += 1);
  const handlers = Promise.withResolvers<{ backChannel: Handler; login: Handler }>();
  const hosts = await startHosts(ports, { faults, requests }, handlers.promise);
  const { issuer, login } = hosts;
  const provider = await createProvider({ issuer, people, clients, store, faults, registered });
  const accessTokens = createAccessTokens({ issuer, keys, clients, clock });
  provider.use(dressAnswers({ keys, people, faults, accessTokens }));
  handlers.resolve({
    backChannel: serveBackChannel({ provider, keys, faults, hosts, accessTokens, onKeysAsked }),
    login: serveLoginHost({ provider, keys, people, clients, faults, login }),
  });
  return {
    issuer,
    loginOrigin: login,
    faults,
    requests,
    get keyRequests() {
      return keyRequests;
    },
    rotateKeys: keys.rotate,
    get keyRotations() {
      return keys.rotations;
    },
    registered,
    async endSession(sid) {
      const parties = await endSession(provider, store.sessionUidOf(sid), clients);
      return [
        ...(await callBackChannels({ issuer, keys, clock }, parties)),
        ...(await callFrontChannels(faults.active.frontChannelIssuer ?? issuer, parties)),
      ];
    },
    signLogoutToken: (claims, options) => signLogoutToken({ issuer, keys, clock }, claims, options),
    reset() {
      faults.clear();
      requests.clear();
      registered.reset();
    },
    close: hosts.close,
  };
}

/** Who was logged in at what by the session that is over now; nobody where there was none. */
async function endSession(
  provider: Provider,
  uid: string | undefined,
  clients: readonly IdportenClient[],
): Promise<readonly LogoutParty[]> {
  const session = uid === undefined ? undefined : await provider.Session.findByUid(uid);
  if (session === undefined) return [];
  const parties = partiesOf(session, clients);
  await session.destroy();
  return parties;
}

const ERRORS = {
  401: "invalid_client",
  403: "access_denied",
  429: "temporarily_unavailable",
  500: "server_error",
  503: "temporarily_unavailable",
} as const;

async function startHosts(
  ports: NonNullable<IdportenOptions["ports"]>,
  front: { readonly faults: IdportenFaults; readonly requests: RequestLog },
  handlers: Promise<{ backChannel: Handler; login: Handler }>,
) {
  const serve = (host: "backChannel" | "login"): Handler =>
    withFaults({
      ...front,
      isWrite: ({ method }) => method === "POST",
      writeError: (response, status, headers) => {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        sendJson(response, status, { error: ERRORS[status] });
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
