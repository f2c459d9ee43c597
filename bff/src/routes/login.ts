import { isLanguage } from "@foresattportal/shared/languages.ts";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { Hono, type Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../http/app-env.ts";
import { redirectToFailurePage } from "../http/human-page.ts";
import type { LoginTransactions } from "../http/login-transaction.ts";
import { demandRoom, limitAddress, type RateLimitDeps } from "../http/rate-limited.ts";
import { RequestFailure } from "../http/request-failure.ts";
import { safeReturnTo } from "../http/return-to.ts";
import { readSessionCookie, setSessionCookie } from "../http/session-cookie.ts";
import type { Keyring } from "../platform/keyring.ts";
import type { IdentityProvider, LoginFailure } from "../ports/identity-provider.ts";
import type { Sessions } from "../ports/sessions.ts";

export interface LoginDeps extends RateLimitDeps {
  readonly identityProvider: IdentityProvider;
  readonly transactions: LoginTransactions;
  readonly sessions: Sessions;
  readonly keyring: Keyring;
  readonly publicOrigin: string;
}

/** Log-in: leave for ID-porten with a transaction that this browser alone holds, come back, get a session. */
export function loginRoutes(deps: LoginDeps) {
  return new Hono<AppEnv>()
    .get("/auth/login", navigationOnly, limitAddress(deps, "login-address"), async (c) => {
      const current = readSessionCookie(c);
      // Whoever is logged in and comes again and again goes in a circle (OI15).
      if (typeof current !== "string")
        await demandRoom(deps, "login-session", current.token, "too-many-requests");
      const language = c.req.query("locale");
      const returnTo = safeReturnTo(c.req.query("returnTo"), deps.publicOrigin);
      const started = await deps.identityProvider.startLogin({
        language: isLanguage(language) ? language : "nb",
      });
      if (!started.ok) return failed(deps, c, started, returnTo);
      await deps.transactions.remember(c, {
        ...started.transaction,
        returnTo,
        replaces: typeof current === "string" ? null : current.token,
      });
      return c.redirect(started.redirectTo.href, 303);
    })
    .get("/auth/callback", async (c) => {
      const query = new URL(c.req.url).searchParams;
      const transaction = await deps.transactions.take(c, query.get("state") ?? "");
      if (transaction === null)
        return failed(deps, c, { failure: "login-expired", reason: "no_transaction" }, PAGES.home);
      // Checked again, although it was checked before it was sealed (RT5).
      const returnTo = safeReturnTo(transaction.returnTo, deps.publicOrigin);
      const login = await deps.identityProvider.finishLogin(query, transaction);
      if (!login.ok) return failed(deps, c, login, returnTo);
      const { nationalId, acr, sid } = login.identity;
      // A new id for every log-in, and the one it replaces ends: nobody keeps a session that was planted or left open.
      // The new one first, so that a store that fails in between logs nobody out.
      const token = await deps.sessions.create({ nationalId, acr, name: null, language: null }, sid);
      if (transaction.replaces !== null) await endReplaced(deps, transaction.replaces);
      setSessionCookie(c, token);
      const subject = deps.keyring.pseudonym(nationalId.reveal());
      deps.record({ name: "authn_login_success", subject, acr });
      // No logout elsewhere can reach such a session; the client is registered wrongly at ID-porten (B.2).
      if (sid === null) deps.record({ name: "session_without_sid", subject });
      return c.redirect(returnTo, 303);
    });
}

/** A log-in starts by a person going there: not by an image, a frame or a script of another page (OI14). */
const navigationOnly = createMiddleware<AppEnv>(async (c, next) => {
  const destination = c.req.header("Sec-Fetch-Dest");
  if (destination !== undefined && destination !== "document") throw new RequestFailure("not-a-navigation");
  await next();
});

async function endReplaced({ sessions, record }: LoginDeps, token: string): Promise<void> {
  const subject = await sessions.end(token, "new-login");
  if (subject !== null) record({ name: "session_ended", by: "new-login", subject, sessions: 1 });
}

interface FailedLogin {
  readonly failure: LoginFailure | "login-expired";
  readonly reason: string;
}

/** Leads to the words for the failure, from where the next log-in leads to the page that this one was for. */
function failed(
  deps: LoginDeps,
  c: Context<AppEnv>,
  { failure, reason }: FailedLogin,
  returnTo: string,
): Response {
  deps.record({ name: "authn_login_fail", failure, reason });
  return redirectToFailurePage(c, failure, returnTo);
}
