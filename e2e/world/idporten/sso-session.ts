import type { Provider } from "oidc-provider";
import type { IdportenClient } from "./options.ts";
import type { LogoutParty } from "./logout-calls.ts";

export type SsoSession = Awaited<ReturnType<Provider["Session"]["get"]>>;

/** The registered services in the session, each with the `sid` it knows the session by. */
export function partiesOf(session: SsoSession, clients: readonly IdportenClient[]): LogoutParty[] {
  const { accountId, authorizations = {} } = session;
  if (accountId === undefined) return [];
  return clients.flatMap((client) => {
    const sid = authorizations[client.clientId]?.sid;
    return sid === undefined ? [] : [{ client, sid, nationalId: accountId }];
  });
}
