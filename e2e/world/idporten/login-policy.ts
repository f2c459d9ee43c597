import { interactionPolicy } from "oidc-provider";
import { levelOf, lowestAccepted, reaches } from "./assurance-levels.ts";
import { readTestId } from "./test-id.ts";

const { Check, base } = interactionPolicy;

/** Asks for a new login where ID-porten does: no session, a session at too low a level, a hint of another person. */
export function loginPolicy() {
  const policy = base();
  const login = policy.get("login");
  if (login === undefined) throw new Error("oidc-provider has no login prompt");
  login.checks.add(
    new Check("acr_too_low", "The session is at a lower level than asked for", "login_required", (ctx) => {
      const needed = lowestAccepted(ctx.oidc.params?.["acr_values"]);
      return ctx.oidc.session?.accountId !== undefined && !reaches(levelOf(ctx.oidc.session.acr), needed);
    }),
  );
  login.checks.add(
    new Check("testid", "The hint names another person", "login_required", (ctx) => {
      const hint = readTestId(ctx.oidc.params?.["login_hint"]);
      return hint !== undefined && ctx.oidc.session?.accountId !== hint.nationalId;
    }),
  );
  return policy;
}
