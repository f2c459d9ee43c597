import { generateKeyPairSync, randomBytes } from "node:crypto";
import { readConfig, type Config } from "../config.ts";

/** What a process is told from outside. */
export type Environment = Record<string, string | undefined>;

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const JWK = { ...privateKey.export({ format: "jwk" }), kid: "k1" };
export const REGISTER = {
  id: "flyt-skole",
  name: "Flyt Skole",
  kind: "school",
  municipality: { orgNumber: "910000004", name: "Prøvebygd kommune" },
  adapter: "contact-register-api",
  baseUrl: "https://register.example.no",
  auth: { type: "maskinporten", scope: "prøvebygd:contacts" },
};
/** A session key in the form in which it is configured. */
export const KEY = randomBytes(32).toString("base64");

/** All that must be said outside production. */
export const DEMO: Environment = {
  IDPORTEN_ISSUER: "https://test.idporten.no",
  IDPORTEN_CLIENT_ID: "portal",
  IDPORTEN_CLIENT_JWK: JSON.stringify(JWK),
  MASKINPORTEN_ISSUER: "https://test.maskinporten.no/",
  MASKINPORTEN_CLIENT_ID: "portal-machine",
  MASKINPORTEN_CLIENT_JWK: JSON.stringify({ ...JWK, kid: "m1" }),
  KRR_BASE_URL: "https://krr.example.no",
  KRR_PROFILE_URL: "https://minprofil.example.com/",
  KRR_GOTO_URL: "https://portal.example.no/tilbake",
  CONTACT_REGISTERS: JSON.stringify([REGISTER]),
};
/** All that must be said in production. */
export const PRODUCTION: Environment = {
  ...DEMO,
  NODE_ENV: "production",
  PUBLIC_ORIGIN: "https://portal.example.no",
  DATABASE_URL: "postgres://portal@db.example.no/portal",
  SESSION_KEYS: `k1:${KEY}`,
  OUTBOUND_HOSTS: "idporten.no,maskinporten.no,*.example.no",
  KRR_MODE: "write",
  THEME: "eksempelvik",
  TRUSTED_PROXIES: "10.0.0.0/8",
  CONTACT_URL: "https://www.example.no/kontakt",
  IDPORTEN_ISSUER: "https://idporten.no",
  MASKINPORTEN_ISSUER: "https://maskinporten.no/",
};

/** The configuration; promises a fault of the test where there is none. */
export function configOf(env: Environment): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.faults.join("\n"));
  return result.config;
}

/** The faults; none for a configuration that is accepted. */
export function faultsOf(env: Environment): readonly string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.faults;
}

/** The demo with these registers. */
export const registers = (...list: readonly object[]): Environment => ({
  ...DEMO,
  CONTACT_REGISTERS: JSON.stringify(list),
});
