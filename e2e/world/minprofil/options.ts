import type { KrrStore } from "../krr/krr-store.ts";
import type { LoginOptions } from "./login.ts";

export interface MinprofilOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly store: KrrStore;
  readonly login: LoginOptions;
  /** Return addresses that services have reported to Digdir. */
  readonly registeredReturns: readonly string[];
  /** The name to greet a person by. */
  readonly nameOf: (nationalId: string) => string;
  readonly now?: () => Date;
}

/** Addresses that the client at ID-porten is registered with. */
export interface MinprofilAddresses {
  readonly redirectUri: string;
  readonly postLogoutRedirectUri: string;
  readonly frontchannelLogoutUri: string;
}
