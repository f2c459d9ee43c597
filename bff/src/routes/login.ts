import { isLanguage } from "@foresattportal/shared/languages.ts";
import { Hono, type Context } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { redirectToFailurePage } from "../http/human-page.ts";
import type { LoginTransactions } from "../http/login-transaction.ts";
import { RequestFailure } from "../http/request-failure.ts";
import { safeReturnTo } from "../http/return-to.ts";
import { readSessionCookie, setSessionCookie } from "../http/session-cookie.ts";
import type { Keyring } from "../platform/keyring.ts";
import type { RecordEvent } from "../ports/events.ts";
import type { IdentityProvider, LoginFailure } from "../ports/identity-provider.ts";
import type { Sessions } from "../ports/sessions.ts";

export interface LoginDeps {
  readonly identityProvider: IdentityProvider;
  readonly transactions: LoginTransactions;
  readonly sessions: Sessions;
  readonly keyring: Keyring;
  readonly record: RecordEvent;
  readonly publicOrigin: string;
}

/** Log-in: leave for ID-porten with a transaction that this browser alone holds, come back, get a session. */
export function loginRoutes(deps: LoginDeps) {
  return new Hono<AppEnv>()
    .get("/auth/login", async (c) => {
      refuseEmbedded(c);
      const language = c.req.query("locale");
      const started = await deps.identityProvider.startLogin({
        language: isLanguage(language) ? language : "nb",
      });
      if (!started.ok) return failed(deps, c, started.failure, started.reason);
      const current = readSessionCookie(c);
      await deps.transactions.remember(c, {
        ...started.transaction,
        returnTo: safeReturnTo(c.req.query("returnTo"), deps.publicOrigin),
        replaces: typeof current === "string" ? null : current.token,
      });
      return c.redirect(started.redirectTo.href, 303);
    })
    .get("/auth/callback", async (c) => {
      const query = new URL(c.req.url).searchParams;
      const transaction = await deps.transactions.take(c, query.get("state") ?? "");
      if (transaction === null) return failed(deps, c, "login-expired", "no_transaction");
      const login = await deps.identityProvider.finishLogin(query, transaction);
      if (!login.ok) return failed(deps, c, login.failure, login.reason);
      const { nationalId, acr, sid } = login.identity;
      // A new id for every log-in, and the one it replaces ends: nobody keeps a session that was planted or left open.
      if (transaction.replaces !== null) await deps.sessions.end(transaction.replaces, "new-login");
      setSessionCookie(c, await deps.sessions.create({ nationalId, acr, name: null, language: null }, sid));
      const subject = deps.keyring.pseudonym(nationalId.reveal());
      deps.record({ name: "authn_login_success", subject, acr });
      // No logout elsewhere can reach such a session; the client is registered wrongly at ID-porten (B.2).
      if (sid === null) deps.record({ name: "session_without_sid", subject });
      // Checked again, although it was checked before it was sealed (RT5).
      return c.redirect(safeReturnTo(transaction.returnTo, deps.publicOrigin), 303);
    });
}

/** A log-in starts by a person going there: not by an image, a frame or a script of another page (OI14). */
function refuseEmbedded(c: Context<AppEnv>): void {
  const destination = c.req.header("Sec-Fetch-Dest");
  if (destination !== undefined && destination !== "document") throw new RequestFailure("not-a-navigation");
}

function failed(
  deps: LoginDeps,
  c: Context<AppEnv>,
  failure: LoginFailure | "login-expired",
  reason: string,
): Response {
  deps.record({ name: "authn_login_fail", failure, reason });
  return redirectToFailurePage(c, failure);
}
