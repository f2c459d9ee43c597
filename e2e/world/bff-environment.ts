import { exportJWK } from "jose";
import { noteCanaries } from "../canary/ledger.ts";
import { drawKey } from "./draw-key.ts";
import { systemsOf, type Municipality } from "./municipality.ts";
import type { RegisterIdentity } from "./registers/options.ts";
import type { SigningKey } from "./signing-keys.ts";

export const PORTAL_CLIENTS = { idporten: "min-profil", maskinporten: "min-profil-maskin" } as const;
export const KRR_SCOPE = "krr:global/kontaktinfo.read";
const REGISTER_SCOPE = "contacts.read contacts.write";

export interface BffSurroundings {
  readonly municipality: Municipality;
  readonly portalOrigin: string;
  readonly keys: { readonly idporten: SigningKey; readonly maskinporten: SigningKey };
  readonly idporten: { readonly issuer: string };
  readonly maskinporten: { readonly issuer: string };
  readonly krr: { readonly origin: string };
  readonly minprofil: { readonly origin: string };
  readonly school: { readonly origin: string };
  readonly kindergarten: { readonly origin: string };
  /** Registers of other municipalities that the same portal serves. */
  readonly others?: readonly (RegisterIdentity & { readonly origin: string })[];
}

/** Addresses of the portal that ID-porten and Digdir have on record. */
export function portalAddresses(portalOrigin: string) {
  return {
    redirectUri: `${portalOrigin}/auth/callback`,
    postLogoutRedirectUri: `${portalOrigin}/utlogget`,
    frontchannelLogoutUri: `${portalOrigin}/auth/frontchannel-logout`,
    backchannelLogoutUri: `${portalOrigin}/auth/backchannel-logout`,
    gotoUrl: `${portalOrigin}/tilbake`,
  };
}

/** The configuration with which the bff finds its way in this world, by the names of architecture.md. */
export async function bffEnvironment(world: BffSurroundings): Promise<Record<string, string>> {
  const { portalOrigin } = world;
  const { school, kindergarten } = systemsOf(world.municipality);
  return {
    PORT: new URL(portalOrigin).port || "80",
    PUBLIC_ORIGIN: portalOrigin,
    SESSION_KEYS: `world:${drawKey()}`,
    PSEUDONYM_KEY: drawKey(),
    IDPORTEN_ISSUER: world.idporten.issuer,
    IDPORTEN_CLIENT_ID: PORTAL_CLIENTS.idporten,
    IDPORTEN_CLIENT_JWK: await privateJwk(world.keys.idporten),
    IDPORTEN_ACR: "idporten-loa-substantial idporten-loa-high",
    MASKINPORTEN_ISSUER: world.maskinporten.issuer,
    MASKINPORTEN_CLIENT_ID: PORTAL_CLIENTS.maskinporten,
    MASKINPORTEN_CLIENT_JWK: await privateJwk(world.keys.maskinporten),
    // The name of every system that the bff asks; the log-in pages on 127.0.0.1 are for browsers.
    OUTBOUND_HOSTS: "localhost,127.0.0.1",
    KRR_BASE_URL: world.krr.origin,
    KRR_SCOPE,
    KRR_MODE: "write",
    KRR_PROFILE_URL: `${world.minprofil.origin}/`,
    KRR_GOTO_URL: portalAddresses(portalOrigin).gotoUrl,
    CONTACT_URL: world.municipality.contactUrl,
    // Everybody in the world comes from one address.
    LOGINS_PER_MINUTE: "100000",
    THEME: world.municipality.theme,
    CONTACT_REGISTERS: JSON.stringify([
      registerSetting(school, world.school.origin),
      registerSetting(kindergarten, world.kindergarten.origin),
      ...(world.others ?? []).map((register) => registerSetting(register, register.origin)),
    ]),
  };
}

function registerSetting({ id, name, kind, municipality }: RegisterIdentity, baseUrl: string) {
  return {
    id,
    name,
    kind,
    municipality,
    adapter: "contact-register-api",
    baseUrl,
    auth: { type: "maskinporten", scope: REGISTER_SCOPE },
  };
}

/** A key as the bff is told it, with the time from which it lives for a year. */
export async function privateJwk({ privateKey, kid }: SigningKey): Promise<string> {
  const jwk = await exportJWK(privateKey);
  const { d = "", p = "", q = "", dp = "", dq = "", qi = "" } = jwk;
  noteCanaries("private key", d, p, q, dp, dq, qi);
  return JSON.stringify({ ...jwk, kid, use: "sig", alg: "RS256", iat: Math.floor(Date.now() / 1000) });
}
