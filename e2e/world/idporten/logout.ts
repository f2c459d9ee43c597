import type { IncomingMessage } from "node:http";
import type { Provider } from "oidc-provider";
import { callBackChannels, frontChannelUrls } from "./logout-calls.ts";
import { judgeLogout } from "./logout-request.ts";
import { redirect, sendPage } from "./login-pages.ts";
import { logoutPage } from "./pages/logout-page.ts";
import { errorPage, noSessionPage } from "./pages/message-pages.ts";
import { partiesOf } from "./sso-session.ts";
import { readForm } from "../exchange.ts";
import { clockOf } from "../upstream-faults.ts";
import type { IdportenFaults } from "./faults.ts";
import type { IdportenClient } from "./options.ts";
import type { Handler } from "../server.ts";
import type { SigningKeys } from "../signing-keys.ts";

interface LogoutOptions {
  provider: Provider;
  keys: SigningKeys;
  clients: readonly IdportenClient[];
  faults: IdportenFaults;
  /** Where the browser stays when no registered address is named. */
  loggedOutUrl: string;
}

/** Ends the SSO session without asking, tells every service in it, and leads back to the one that asked. */
export function serveLogout({ provider, keys, clients, faults, loggedOutUrl }: LogoutOptions): Handler {
  const { issuer } = provider;
  return async (request, response) => {
    const wish = await judgeLogout(await paramsOf(request), { issuer, keys, clients });
    if (!wish.ok) return sendPage(response, 400, errorPage(wish.error));
    const session = await provider.Session.get(provider.createContext(request, response));
    if (session.accountId === undefined) return sendPage(response, 400, noSessionPage());
    const parties = partiesOf(session, clients);
    await session.destroy();
    response.setHeader("set-cookie", `${provider.cookieName("session")}=; path=/; httponly; max-age=0`);
    await callBackChannels({ issuer, keys, clock: () => clockOf(faults) }, parties);
    const target = wish.target ?? loggedOutUrl;
    const frames = frontChannelUrls(faults.active.frontChannelIssuer ?? issuer, parties).map(
      ({ url }) => url,
    );
    if (frames.length === 0) return redirect(response, target);
    const { body, headers } = logoutPage(frames, target);
    response.writeHead(200, headers).end(body);
  };
}

async function paramsOf(request: IncomingMessage): Promise<URLSearchParams> {
  if (request.method === "POST") return readForm(request);
  return new URL(request.url ?? "/", "http://localhost").searchParams;
}
