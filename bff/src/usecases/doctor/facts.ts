import type { RegisterPresentation, DatabaseState, IdportenMetadata } from "../../ports/inspection.ts";
import type { Register } from "../../domain/register.ts";
import type { UpstreamFailure } from "../../ports/upstream-result.ts";

/** `crashed` is a fault of the check itself, and `reason` then the name of the error. */
export interface AttemptFailure extends Omit<UpstreamFailure, "kind"> {
  readonly kind: UpstreamFailure["kind"] | "crashed";
}

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: AttemptFailure };

export type Client = "idporten" | "maskinporten";

/** What the configuration says and the surroundings are compared to. */
export interface Setting {
  readonly production: boolean;
  readonly publicOrigin: string;
  readonly idportenIssuer: string;
  readonly acceptedAcr: readonly string[];
  readonly maskinportenIssuer: string;
  readonly krrBaseUrl: string;
  readonly krrProfileUrl: string;
  readonly gotoUrl: string;
  readonly engine: "postgres" | "pglite";
  /** Whether machine tokens are asked for on behalf of the municipality (decision 009). */
  readonly delegated: boolean;
  /** Within how many days of its end a key has to be changed. */
  readonly keyWarnDays: number;
}

export interface KeyFacts {
  readonly client: Client;
  readonly kid: string;
  readonly expiresAt: Date | null;
  /** Whether a call that it signed was taken, whatever else came of it. */
  readonly tried: Attempt<null>;
}

export interface TokenNeedFacts {
  readonly purpose: "krr" | "krr-changes" | "register";
  readonly municipality: Register["municipality"];
  /** Null where it is for no register. */
  readonly register: string | null;
  readonly scope: string;
}

/** Everything that was seen; all judgement is made of it alone. */
export interface Facts {
  readonly now: Date;
  readonly setting: Setting;
  readonly metadata: Attempt<IdportenMetadata>;
  readonly signingKeys: Attempt<number>;
  readonly keys: readonly KeyFacts[];
  readonly tokens: readonly (TokenNeedFacts & { readonly answer: Attempt<null> })[];
  /** By municipality; those where KRR is off are not among them. */
  readonly krr: readonly {
    readonly municipality: Register["municipality"];
    readonly answer: Attempt<null>;
  }[];
  readonly registers: readonly {
    readonly register: Register;
    readonly answer: Attempt<RegisterPresentation>;
  }[];
  readonly database: Attempt<DatabaseState>;
  /** How many seconds each upstream's clock is ahead of ours. */
  readonly clocks: ReadonlyMap<string, number>;
}
