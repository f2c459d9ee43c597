import { fetchKept } from "../canary/fetch-kept.ts";
import type { Target } from "./target.ts";

/** Delivers a logout token as ID-porten does: a form, and nothing by which our own page is known. */
export function deliverLogout({ origin }: Pick<Target, "origin">, token: string): Promise<Response> {
  const body = new URLSearchParams({ logout_token: token });
  return fetchKept(`${origin}/auth/backchannel-logout`, { method: "POST", body });
}

/** A token that is right in every respect but for these claims. */
export function logoutToken(
  { world }: Pick<Target, "world">,
  claims: Readonly<Record<string, unknown>>,
  options?: Parameters<Target["world"]["idporten"]["signLogoutToken"]>[1],
): Promise<string> {
  const aud = world.bffEnvironment["IDPORTEN_CLIENT_ID"];
  return world.idporten.signLogoutToken({ aud, ...claims }, options);
}

/** Calls the front channel as ID-porten's logout page does: from a frame, without cookies. */
export function callFrontChannel(
  { origin }: Pick<Target, "origin">,
  query: Readonly<Record<string, string>>,
): Promise<Response> {
  return fetchKept(`${origin}/auth/frontchannel-logout?${new URLSearchParams(query).toString()}`);
}
