import type { KoaContextWithOIDC } from "oidc-provider";
import { z } from "zod";
import { logInWithoutPage } from "./headless-login.ts";
import { issueIdToken } from "./id-token.ts";
import { DEFAULT_LOCALE, preferredLocale } from "./locale.ts";
import { LIFETIMES } from "./options.ts";
import { pairwiseSubject } from "./provider.ts";
import { opensApi } from "./scopes.ts";
import type { AccessTokens } from "./access-tokens.ts";
import type { IdportenFaults } from "./faults.ts";
import type { LoginPerson } from "./options.ts";
import type { SigningKeys } from "../signing-keys.ts";

interface AnswerOptions {
  keys: SigningKeys;
  people: readonly LoginPerson[];
  faults: IdportenFaults;
  accessTokens: AccessTokens;
}

const TOKEN_ANSWER = z.looseObject({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string().optional(),
});
const SUBJECT_ANSWER = z.looseObject({ sub: z.string() });

/** Dresses oidc-provider's answers as ID-porten's: re-signed id_token, pairwise subject, headless login, faults. */
export function dressAnswers({ keys, people, faults, accessTokens }: AnswerOptions) {
  const locales = new Map<string, string>();
  return async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> => {
    await next();
    switch (ctx.oidc.route) {
      case "pushed_authorization_request":
        if (ctx.status === 201)
          ctx.body = { ...z.looseObject({}).parse(ctx.body), expires_in: LIFETIMES.pushedRequest };
        return;
      case "authorization":
      case "resume":
        await logInWithoutPage(ctx, people);
        rememberLocale(ctx, locales);
        alterCallback(ctx, faults.active.callback);
        return;
      case "token":
        await dressTokens(ctx, {
          keys,
          faults,
          accessTokens,
          localeOf: (grantId) => locales.get(grantId) ?? DEFAULT_LOCALE,
        });
        return;
      case "userinfo":
        dressSubject(ctx, (grantId) => locales.get(grantId) ?? DEFAULT_LOCALE);
        return;
      case "introspection":
        dressSubject(ctx);
    }
  };
}

function rememberLocale(ctx: KoaContextWithOIDC, locales: Map<string, string>): void {
  const grantId = ctx.oidc.entities.AuthorizationCode?.grantId;
  if (grantId !== undefined) locales.set(grantId, preferredLocale(ctx.oidc.params?.["ui_locales"]));
}

function alterCallback(ctx: KoaContextWithOIDC, fault: IdportenFaults["active"]["callback"]): void {
  const location = ctx.response.get("location");
  const redirectUri = ctx.oidc.params?.["redirect_uri"];
  if (fault === undefined || typeof redirectUri !== "string" || !location.startsWith(redirectUri)) return;
  const callback = new URL(location);
  for (const [name, value] of Object.entries(fault)) {
    if (value === null) callback.searchParams.delete(name);
    else callback.searchParams.set(name, value);
  }
  ctx.set("location", callback.href);
}

interface TokenDressing {
  keys: SigningKeys;
  faults: IdportenFaults;
  accessTokens: AccessTokens;
  localeOf: (grantId: string) => string;
}

async function dressTokens(
  ctx: KoaContextWithOIDC,
  { keys, faults, accessTokens, localeOf }: TokenDressing,
): Promise<void> {
  const answer = TOKEN_ANSWER.safeParse(ctx.body);
  const facts = ctx.oidc.entities.AuthorizationCode ?? ctx.oidc.entities.RefreshToken;
  if (ctx.status !== 200 || !answer.success || facts === undefined) return;
  const { access_token: remembered } = answer.data;
  const scope = ctx.oidc.entities.AccessToken?.scope ?? "";
  ctx.body = {
    ...answer.data,
    ...(opensApi(scope) && { access_token: await accessTokens.selfContained(remembered, facts, scope) }),
    id_token: await issueIdToken({
      issuer: ctx.oidc.issuer,
      keys,
      facts,
      locale: localeOf(facts.grantId ?? ""),
      faults: faults.active,
    }),
    ...(answer.data.refresh_token !== undefined && { refresh_token_expires_in: LIFETIMES.refreshToken }),
  };
}

// Userinfo and introspection: oidc-provider knows people by national id, clients by a subject of their own.
function dressSubject(ctx: KoaContextWithOIDC, localeOf?: (grantId: string) => string): void {
  const answer = SUBJECT_ANSWER.safeParse(ctx.body);
  const { AccessToken: token, RefreshToken: refreshToken } = ctx.oidc.entities;
  const { clientId, accountId, grantId = "" } = token ?? refreshToken ?? {};
  if (!answer.success || clientId === undefined || accountId === undefined) return;
  const sub = pairwiseSubject(clientId, accountId);
  ctx.body =
    localeOf === undefined
      ? { ...answer.data, sub, pid: accountId }
      : { sub, pid: accountId, locale: localeOf(grantId) };
}
