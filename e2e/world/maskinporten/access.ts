import { PROBLEMS } from "./problem.ts";
import type { GrantProblem } from "./problem.ts";
import type { GrantClaims } from "./assertion.ts";
import type { Delegation, MaskinportenClient } from "./options.ts";

export interface Access {
  consumer: string;
  /** The client's owner when it acts for another organisation. */
  supplier: string | undefined;
}

export type AccessOutcome = { ok: true; access: Access } | { ok: false; problem: GrantProblem };

/** Decides in whose name the client may have the scopes it asks for (national-registers C.4 and C.6). */
export function decideAccess(
  client: MaskinportenClient,
  claims: GrantClaims,
  delegations: readonly Delegation[],
): AccessOutcome {
  const scopes = scopesOf(claims);
  if (scopes.length === 0 || scopes.some((scope) => !client.scopes.includes(scope))) {
    return { ok: false, problem: PROBLEMS.scope };
  }
  const consumer = claims.consumer_org;
  if (consumer === undefined)
    return { ok: true, access: { consumer: client.orgNumber, supplier: undefined } };
  if (consumer === client.orgNumber) return { ok: false, problem: PROBLEMS.ownOrganisation };
  const supplier = client.orgNumber;
  const delegated = (scope: string) => delegations.some((row) => isSame(row, { consumer, supplier, scope }));
  return scopes.every(delegated)
    ? { ok: true, access: { consumer, supplier } }
    : { ok: false, problem: PROBLEMS.delegation };
}

/** The scopes of a grant, in the order asked for. */
export const scopesOf = ({ scope }: GrantClaims): string[] => scope.split(" ").filter((part) => part !== "");

/** Whether two rows of the delegation table say the same. */
export const isSame = (a: Delegation, b: Delegation): boolean =>
  a.consumer === b.consumer && a.supplier === b.supplier && a.scope === b.scope;
