import type { TokenVerifierOptions } from "../maskinporten/index.ts";
import type { UserTokenIssuer } from "./access.ts";
import type { KrrStore } from "./krr-store.ts";

export interface KrrOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Min profil writes the same store. */
  readonly store: KrrStore;
  readonly maskinporten: TokenVerifierOptions;
  readonly idporten: UserTokenIssuer;
  /** Organisation numbers that Digdir has given access. */
  readonly consumers: readonly string[];
  readonly now?: () => Date;
}
