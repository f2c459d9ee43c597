import { errors } from "oidc-provider";
import type { KoaContextWithOIDC } from "oidc-provider";
import type { IdportenClient } from "./options.ts";

/** What every client may ask for; anything else belongs to an API and has to be registered (national-registers B.2). */
const LOGIN_SCOPES: readonly string[] = ["openid", "profile"];

/** Whether a token opens more than ID-porten's own endpoints. */
export const opensApi = (scope: string | undefined): boolean =>
  scope?.split(" ").some((name) => !LOGIN_SCOPES.includes(name)) ?? false;

/** Everything that some client may ask for. */
export const knownScopes = (clients: readonly IdportenClient[]): string[] => [
  ...new Set([...LOGIN_SCOPES, ...clients.flatMap(({ api }) => api?.scopes ?? [])]),
];

/** Answers `invalid_scope` to a client that asks for a scope it is not registered with. */
export function refuseUnregisteredScopes(clients: readonly IdportenClient[]) {
  return (ctx: KoaContextWithOIDC): void => {
    const own = clients.find(({ clientId }) => clientId === ctx.oidc.client?.clientId);
    const allowed = new Set([...LOGIN_SCOPES, ...(own?.api?.scopes ?? [])]);
    const foreign = askedFor(ctx).filter((scope) => !allowed.has(scope));
    if (foreign.length > 0) {
      throw new errors.InvalidScope("The scope is not registered on the client", foreign.join(" "));
    }
  };
}

// oidc-provider has dropped scopes it does not know from its own parameters by the time it asks.
function askedFor({ oidc, query }: KoaContextWithOIDC): readonly string[] {
  const asked: unknown = oidc.body?.["scope"] ?? query["scope"];
  return typeof asked === "string" ? asked.split(" ").filter((scope) => scope !== "") : [];
}
