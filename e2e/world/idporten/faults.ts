import type { Faults, UpstreamFault } from "../upstream-faults.ts";

/** How a token is signed: properly, or in one of the ways a client must refuse. */
export type Signature = "own" | "foreign-key" | "unknown-kid" | "hs256-public-key" | "none";

/** The general faults concern both hosts. */
export interface IdportenFault extends UpstreamFault {
  idToken?: { set?: Record<string, unknown>; delete?: readonly string[]; signature?: Signature };
  /** How front-channel calls name the issuer; Digdir's own example has a slash at the end (national-registers B.8). */
  frontChannelIssuer?: string;
  /** Changes the parameters of the callback; null leaves one out. */
  callback?: Partial<Record<"code" | "state" | "iss" | "error" | "error_description", string | null>>;
  /** `flood`: two megabytes that are no end of an answer. */
  tokenEndpoint?: "500" | "hang" | "html" | "half-json" | "flood";
  /** How the keys are answered. */
  keys?: "500" | "hang";
  /** Scopes that the person does not consent to: the token is issued without them. */
  withheldScopes?: readonly string[];
  /** Another issuer than one's own, named in the metadata. */
  metadataIssuer?: string;
  /** Addresses that the metadata names instead of one's own, for example `token_endpoint`. */
  metadataAddresses?: Readonly<Record<string, string>>;
}

export type IdportenFaults = Faults<IdportenFault>;
