import type { JWK } from "jose";

export interface LoginPerson {
  nationalId: string;
  name: string;
  /** One line on what is special about this test person. */
  special: string;
}

/** What makes a client an `api_klient`: it may ask for access to the APIs of others (national-registers B.2). */
export interface ApiRegistration {
  scopes: readonly string[];
  /** Organisation numbers: who uses the APIs, and who runs the client for it. */
  consumer: string;
  supplier?: string;
}

export interface IdportenClient {
  clientId: string;
  name: string;
  /** RSA public key with `kid`. */
  publicJwk: JWK;
  /** One that may be posted later on. */
  nextJwk?: JWK | undefined;
  redirectUris: readonly string[];
  postLogoutRedirectUris: readonly string[];
  frontchannelLogoutUri?: string;
  backchannelLogoutUri?: string;
  /** Registers the grant `refresh_token`, one use each. */
  refreshTokens?: boolean;
  /** Without it the client can only log people in. */
  api?: ApiRegistration;
}

export interface IdportenOptions {
  people: readonly LoginPerson[];
  clients: readonly IdportenClient[];
  /** 0 or absent: any free port. */
  ports?: { backChannel?: number; login?: number };
}

/** Seconds; national-registers B.1, B.2, B.7 and B.11. */
export const LIFETIMES = {
  pushedRequest: 120,
  code: 60,
  idToken: 120,
  accessToken: 120,
  refreshToken: 600,
  grant: 7200,
  interaction: 900,
  ssoIdle: 1800,
  ssoAbsolute: 7200,
} as const;
