import { createLocalJWKSet, createRemoteJWKSet, jwtVerify } from "jose";
import type { JSONWebKeySet } from "jose";
import { z } from "zod";
import { verifyMaskinportenToken } from "../maskinporten/index.ts";
import type { TokenVerifierOptions } from "../maskinporten/index.ts";
import type { Unlocked } from "./present-person.ts";

export type Refusal = { readonly ok: false; readonly status: 401 | 403 };
export type MachineAccess =
  | { readonly ok: true; readonly unlocked: Unlocked; readonly mayReadChanges: boolean }
  | Refusal;
export type UserAccess =
  | {
      readonly ok: true;
      readonly nationalId: string;
      readonly unlocked: Unlocked;
      readonly mayWriteLanguage: boolean;
    }
  | Refusal;

const OWN_SCOPES = {
  contact: "krr:global/kontaktinformasjon.read",
  digitalPost: "krr:global/digitalpost.read",
};
const DELEGATED_SCOPES = { contact: "krr:global/kontaktinfo.read", digitalPost: "krr:global/postkasse.read" };
/** Granted to few: those who may hold a copy of the register (national-registers A.2). */
export const CHANGE_FEED_SCOPE = "krr:global/hentendring.read";
/** What a person's own token can open (national-registers A.2). */
export const USER_SCOPES = {
  contact: "krr:user/kontaktinformasjon.read",
  digitalPost: "krr:user/digitalpost.read",
  language: "krr:user/spraak.write",
};

/**
 * The check of `personer` and of the feed of changes: a Maskinporten token of an organisation with access. The
 * delegated scopes count only in a token that names a supplier (national-registers A.2, C.6).
 */
export function createMachineAccess(maskinporten: TokenVerifierOptions, consumers: ReadonlySet<string>) {
  const verify = verifyMaskinportenToken(maskinporten);
  const anyScope = [...Object.values(OWN_SCOPES), ...Object.values(DELEGATED_SCOPES)];
  return async (authorization: string | undefined): Promise<MachineAccess> => {
    const verdict = await verify(authorization, { anyScope });
    if (!verdict.ok) return { ok: false, status: verdict.status };
    const family = verdict.supplier === null ? OWN_SCOPES : DELEGATED_SCOPES;
    const unlocked = unlockedBy(verdict.scopes, family);
    const any = unlocked.contact || unlocked.digitalPost;
    if (!any || !consumers.has(verdict.consumer)) return { ok: false, status: 403 };
    const mayReadChanges = unlocked.contact && verdict.scopes.includes(CHANGE_FEED_SCOPE);
    return { ok: true, unlocked, mayReadChanges };
  };
}

export interface UserTokenIssuer {
  readonly issuer: string;
  readonly jwks: string | JSONWebKeySet;
  /** By which tokens are judged; the real time unless told. */
  readonly clock?: () => Date;
}

const USER_CLAIMS = z.object({ pid: z.string().regex(/^\d{11}$/), scope: z.string() });

/** The check of `person`: a live ID-porten access token with a `krr:user/*` scope; the person is the token's `pid`. */
export function createUserAccess({ issuer, jwks, clock = () => new Date() }: UserTokenIssuer) {
  const keys =
    typeof jwks === "string"
      ? createRemoteJWKSet(new URL(jwks), { cooldownDuration: 0 })
      : createLocalJWKSet(jwks);
  return async (authorization: string | undefined): Promise<UserAccess> => {
    const token = /^Bearer ([\w.-]+)$/i.exec(authorization ?? "")?.[1] ?? "";
    const claims = await jwtVerify(token, keys, {
      issuer,
      algorithms: ["RS256"],
      requiredClaims: ["exp"],
      currentDate: clock(),
    }).then(
      ({ payload }) => USER_CLAIMS.safeParse(payload).data,
      () => undefined,
    );
    if (claims === undefined) return { ok: false, status: 401 };
    const scopes = claims.scope.split(" ");
    const unlocked = unlockedBy(scopes, USER_SCOPES);
    const mayWriteLanguage = scopes.includes(USER_SCOPES.language);
    if (!unlocked.contact && !unlocked.digitalPost && !mayWriteLanguage) return { ok: false, status: 403 };
    return { ok: true, nationalId: claims.pid, unlocked, mayWriteLanguage };
  };
}

function unlockedBy(scopes: readonly string[], family: { contact: string; digitalPost: string }): Unlocked {
  return { contact: scopes.includes(family.contact), digitalPost: scopes.includes(family.digitalPost) };
}
