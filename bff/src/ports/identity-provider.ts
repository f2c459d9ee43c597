import type { Language } from "@foresattportal/shared/languages.ts";
import type { NationalId } from "../domain/national-id.ts";

/** What must be remembered in the browser's own log-in transaction between leaving and coming back. */
export interface LoginTransaction {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Who logged in, after every check that ID-porten demands. */
export interface Identity {
  readonly nationalId: NationalId;
  /** ID-porten's own session, by which it tells us of a logout elsewhere; null when it sends none. */
  readonly sid: string | null;
  readonly acr: string;
}

export type LoginFailure =
  | "login-cancelled"
  | "login-rejected"
  | "login-level"
  | "login-no-national-id"
  | "idporten-unavailable";

/** `reason` is a fixed code for the log: it holds nothing that the outside sent. */
export type LoginResult =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly failure: LoginFailure; readonly reason: string };

export type StartLoginResult =
  | { readonly ok: true; readonly redirectTo: URL; readonly transaction: LoginTransaction }
  | { readonly ok: false; readonly failure: "idporten-unavailable"; readonly reason: string };

/** What a valid logout token asks for. */
export interface LogoutNotice {
  readonly sid: string;
  /** The token's own id, for refusing a second use. */
  readonly tokenId: string;
  readonly expiresAt: Date;
}

/** ID-porten. Faults of its own are values. */
export interface IdentityProvider {
  startLogin(options: { language: Language }): Promise<StartLoginResult>;
  /** @param callback the query with which the browser came back. */
  finishLogin(callback: URLSearchParams, transaction: LoginTransaction): Promise<LoginResult>;
  /** Where the browser ends the session at ID-porten; null when nobody answers there. */
  logoutUrl(): Promise<URL | null>;
  /**
   * `refused` unless signature, issuer, audience, age, `events` and the lack of a nonce are right (OIDC Back-Channel
   * Logout 2.6); `unavailable` when ID-porten's keys cannot be had, so that nothing can be said of the token.
   *
   * @param receivedAt by which its age is judged, however long the keys let us wait.
   */
  verifyLogoutToken(token: string, receivedAt: Date): Promise<LogoutNotice | "refused" | "unavailable">;
  /** The exact issuer, for front-channel calls. */
  readonly issuer: string;
  /** The origin whose logout page frames our front-channel route; null while the metadata is not to be had. */
  logoutPageOrigin(): Promise<string | null>;
}
