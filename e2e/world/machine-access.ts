import { KRR_SCOPE, PORTAL_CLIENTS } from "./bff-environment.ts";
import { CHANGE_FEED_SCOPE } from "./krr/access.ts";
import { VENDOR } from "./municipality.ts";
import type { Municipality } from "./municipality.ts";
import type { SigningKey } from "./signing-keys.ts";

const REGISTER_SCOPES = ["contacts.read", "contacts.write", "contacts.optout"];

export interface MachineAccessOptions {
  readonly key: SigningKey;
  /** A key that may be posted later on; none unless told. */
  readonly nextKey: SigningKey | null;
  readonly municipalities: readonly Municipality[];
  /** Whether KRR's feed of changes is granted too, which few get (national-registers 0). */
  readonly changeFeed: boolean;
}

/** The vendor's client, and what each municipality has delegated to the vendor in Altinn (national-registers C.6). */
export function machineAccess({ key, nextKey, municipalities, changeFeed }: MachineAccessOptions) {
  const scopes = [KRR_SCOPE, ...(changeFeed ? [CHANGE_FEED_SCOPE] : []), ...REGISTER_SCOPES];
  const supplier = VENDOR.orgNumber;
  return {
    clients: [
      {
        clientId: PORTAL_CLIENTS.maskinporten,
        orgNumber: supplier,
        publicJwk: key.publicJwk,
        nextJwk: nextKey?.publicJwk,
        scopes,
      },
    ],
    delegations: municipalities.flatMap(({ orgNumber }) =>
      scopes.map((scope) => ({ consumer: orgNumber, supplier, scope })),
    ),
  };
}
