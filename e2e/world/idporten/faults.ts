/** How a token is signed: properly, or in one of the ways a client must refuse. */
export type Signature = "own" | "foreign-key" | "unknown-kid" | "hs256-public-key" | "none";

export interface IdportenFault {
  idToken?: { set?: Record<string, unknown>; delete?: readonly string[]; signature?: Signature };
  /** Changes the parameters of the callback; null leaves one out. */
  callback?: { iss?: string | null; state?: string | null };
  tokenEndpoint?: "500" | "hang" | "html" | "half-json";
  /** Scopes that the person does not consent to: the token is issued without them. */
  withheldScopes?: readonly string[];
  /** Another issuer than one's own, named in the metadata. */
  metadataIssuer?: string;
  /** Both hosts hang up on every request. */
  down?: boolean;
}

export interface IdportenFaults {
  /** Replaces whatever was wrong before. */
  set(fault: IdportenFault): void;
  clear(): void;
  readonly active: IdportenFault;
}

/** Starts with nothing wrong. */
export function createIdportenFaults(): IdportenFaults {
  let active: IdportenFault = {};
  return {
    set: (fault) => void (active = { ...fault }),
    clear: () => void (active = {}),
    get active() {
      return active;
    },
  };
}
