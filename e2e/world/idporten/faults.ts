import type { Faults, UpstreamFault } from "../upstream-faults.ts";

/** How a token is signed: properly, or in one of the ways a client must refuse. */
export type Signature = "own" | "foreign-key" | "unknown-kid" | "hs256-public-key" | "none";

/** The general faults concern both hosts. */
export interface IdportenFault extends UpstreamFault {
  idToken?: { set?: Record<string, unknown>; delete?: readonly string[]; signature?: Signature };
  /** Seconds by which id_tokens are dated ahead; negative: behind. */
  clockSkew?: number;
  /** How front-channel calls name the issuer; Digdir's own example has a slash at the end (national-registers B.8). */
  frontChannelIssuer?: string;
  /** Changes the parameters of the callback; null leaves one out. */
  callback?: Partial<Record<"code" | "state" | "iss" | "error" | "error_description", string | null>>;
  tokenEndpoint?: "500" | "hang" | "html" | "half-json";
  /** Scopes that the person does not consent to: the token is issued without them. */
  withheldScopes?: readonly string[];
  /** Another issuer than one's own, named in the metadata. */
  metadataIssuer?: string;
}

export type IdportenFaults = Faults<IdportenFault>;
