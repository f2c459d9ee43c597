import { randomUUID } from "node:crypto";
import { noteCanaries } from "../../canary/ledger.ts";
import { pairwiseSubject } from "./provider.ts";
import { signJwt } from "./sign-jwt.ts";
import type { SignOptions } from "./sign-jwt.ts";
import type { IdportenClient } from "./options.ts";
import type { SigningKeys } from "../signing-keys.ts";

/** One service's part in an SSO session. */
export interface LogoutParty {
  client: IdportenClient;
  sid: string;
  nationalId: string;
}

export interface LogoutCall {
  clientId: string;
  channel: "front" | "back";
  /** The answer's status; null when there was none in time. */
  status: number | null;
}

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
/** ID-porten gives connecting 2 s and reading 5 s; on loopback only the second can run out. */
const PATIENCE = 5000;

/** Who signs: ID-porten, by its own clock. */
interface Sender {
  issuer: string;
  keys: SigningKeys;
  /** Milliseconds. */
  clock: () => number;
}

/** Signs a logout_token; claims given replace the good ones, undefined removes one. */
export async function signLogoutToken(
  { issuer, keys, clock }: Sender,
  claims: Readonly<Record<string, unknown>>,
  { typ = "logout+jwt", signature }: SignOptions = {},
): Promise<string> {
  const now = Math.floor(clock() / 1000);
  const good = { iss: issuer, iat: now, exp: now + 300, jti: randomUUID(), events: { [EVENT]: {} } };
  const token = await signJwt(keys, { ...good, ...claims }, { typ, signature });
  noteCanaries("logout token", token);
  return token;
}

/** Tells every service with a back channel, all at once and each once, that the session has ended. */
export function callBackChannels(sender: Sender, parties: readonly LogoutParty[]): Promise<LogoutCall[]> {
  const calls = parties.flatMap(({ client, sid, nationalId }) => {
    const { clientId, backchannelLogoutUri: uri } = client;
    if (uri === undefined) return [];
    const claims = { aud: clientId, sub: pairwiseSubject(clientId, nationalId), sid };
    return [callOnce(clientId, "back", async () => post(uri, await signLogoutToken(sender, claims)))];
  });
  return Promise.all(calls);
}

/** The addresses a browser loads in frames; the service that asked for the logout is among them. */
export const frontChannelUrls = (issuer: string, parties: readonly LogoutParty[]) =>
  parties.flatMap(({ client, sid }) => {
    if (client.frontchannelLogoutUri === undefined) return [];
    const url = new URL(client.frontchannelLogoutUri);
    url.searchParams.set("iss", issuer);
    url.searchParams.set("sid", sid);
    return [{ clientId: client.clientId, url: url.href }];
  });

/** Makes the front-channel calls in a browser's stead: without cookies, as a third party's frame has none. */
export function callFrontChannels(issuer: string, parties: readonly LogoutParty[]): Promise<LogoutCall[]> {
  const calls = frontChannelUrls(issuer, parties).map(({ clientId, url }) =>
    callOnce(clientId, "front", () => fetch(url, { signal: AbortSignal.timeout(PATIENCE) })),
  );
  return Promise.all(calls);
}

const post = (uri: string, logoutToken: string): Promise<Response> =>
  fetch(uri, {
    method: "POST",
    body: new URLSearchParams({ logout_token: logoutToken }),
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });

async function callOnce(
  clientId: string,
  channel: LogoutCall["channel"],
  call: () => Promise<Response>,
): Promise<LogoutCall> {
  try {
    return { clientId, channel, status: (await call()).status };
  } catch {
    return { clientId, channel, status: null };
  }
}
