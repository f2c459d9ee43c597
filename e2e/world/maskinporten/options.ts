import type { JWK } from "jose";

export interface MaskinportenClient {
  clientId: string;
  /** Nine digits: the organisation that owns the client. */
  orgNumber: string;
  /** RSA public key with `kid`. */
  publicJwk: JWK;
  /** One that may be posted later on. */
  nextJwk?: JWK | undefined;
  scopes: readonly string[];
}

/** The consumer lets the supplier use the scope in its name (national-registers C.6). */
export interface Delegation {
  consumer: string;
  supplier: string;
  scope: string;
}

export interface MaskinportenOptions {
  /** 0 or absent: any free port. */
  port?: number;
  clients: readonly MaskinportenClient[];
  delegations: readonly Delegation[];
  /** Seconds; 120 unless told, as in national-registers C.3. */
  tokenLifetime?: number;
}
