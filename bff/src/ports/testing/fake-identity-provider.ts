import type {
  Identity,
  IdentityProvider,
  LoginFailure,
  LogoutNotice,
  StartLoginResult,
} from "../identity-provider.ts";

export interface FakeIdentityProvider extends IdentityProvider {
  /** Who comes back from the next log-in, or how it fails. */
  answerWith(identity: Identity | LoginFailure): void;
  /** What `token` asks for when it is sent as a logout token; every other token is refused. */
  issueLogoutToken(token: string, notice: LogoutNotice): void;
  goDown(): void;
  /** Languages of the log-ins that were started. */
  readonly languages: readonly string[];
}

export const FAKE_ISSUER = "https://idporten.example";
const FAKE_LOGOUT_ORIGIN = "https://login.idporten.example";

/**
 * ID-porten for tests in which its checks are not the point; those are proven on the real adapter. Each log-in gets
 * its own state, nonce and verifier.
 */
export function createFakeIdentityProvider(publicOrigin: string): FakeIdentityProvider {
  const notices = new Map<string, LogoutNotice>();
  const languages: string[] = [];
  let next: Identity | LoginFailure = "login-cancelled";
  let down = false;
  const gone = { ok: false, failure: "idporten-unavailable", reason: "down" } as const;

  return {
    issuer: FAKE_ISSUER,
    languages,
    answerWith: (answer) => {
      next = answer;
    },
    issueLogoutToken: (token, notice) => void notices.set(token, notice),
    goDown: () => {
      down = true;
    },
    startLogin({ language }) {
      languages.push(language);
      return Promise.resolve(down ? gone : start(languages.length));
    },
    finishLogin: () => {
      if (down) return Promise.resolve(gone);
      if (typeof next === "string") return Promise.resolve({ ok: false, failure: next, reason: "as_told" });
      return Promise.resolve({ ok: true, identity: next });
    },
    logoutUrl: () => Promise.resolve(down ? null : logoutAddress(publicOrigin)),
    verifyLogoutToken: (token) => Promise.resolve(down ? "unavailable" : (notices.get(token) ?? "refused")),
    logoutPageOrigin: () => Promise.resolve(down ? null : FAKE_LOGOUT_ORIGIN),
  };
}

function start(number: number): StartLoginResult {
  const state = `state-${String(number)}`;
  const redirectTo = new URL("/authorize", FAKE_LOGOUT_ORIGIN);
  redirectTo.searchParams.set("state", state);
  const transaction = { state, nonce: `nonce-${String(number)}`, codeVerifier: `verifier-${String(number)}` };
  return { ok: true, redirectTo, transaction };
}

function logoutAddress(publicOrigin: string): URL {
  const url = new URL("/logout", FAKE_LOGOUT_ORIGIN);
  url.searchParams.set("client_id", "portal");
  url.searchParams.set("post_logout_redirect_uri", `${publicOrigin}/utlogget`);
  url.searchParams.set("state", "logout-state");
  return url;
}
