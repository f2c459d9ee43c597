import { setTimeout as wait } from "node:timers/promises";
import type { JWTVerifyGetKey } from "jose";
import * as client from "openid-client";
import { createClientKeys, type ClientKey, type ClientKeys } from "../../platform/client-keys.ts";
import { createOutboundFetch, type OutboundFetch } from "../../platform/outbound-fetch.ts";
import type { Clock } from "../../ports/clock.ts";
import { foreignEndpoint } from "./own-endpoints.ts";
import { patientKeys } from "./patient-keys.ts";
import { signedCalls, type SignedCalls } from "./signed-calls.ts";

export interface IdportenOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly keys: readonly ClientKey[];
  /** Hosts that may be asked, whatever the metadata names; null allows every one. */
  readonly outboundHosts: readonly string[] | null;
  /** Exact allow-list of levels; asked for in the request and checked in the ID token. */
  readonly acceptedAcr: readonly string[];
  /** TestID logs in synthetic persons without a password and must never pass in production (national-registers B.5). */
  readonly acceptTestId: boolean;
  readonly publicOrigin: string;
  readonly callbackPath: string;
  readonly postLogoutPath: string;
  readonly clock: Clock;
}

export interface Discovered {
  /** For what this client says without signing it. */
  readonly configuration: client.Configuration;
  readonly signed: SignedCalls;
  readonly keys: JWTVerifyGetKey;
  /** For what no library asks. */
  readonly fetch: OutboundFetch;
}

/** ID-porten advises to keep metadata and keys for about 24 hours (national-registers B.1). */
const METADATA_LIVES_MS = 24 * 60 * 60 * 1000;
export const TIMEOUT_SECONDS = 4;
/** However many want it, a metadata address that fails is not asked more often. */
const FAILURE_LIVES_MS = 1000;
/** How long the metadata of yesterday waits for that of today. */
const NEWS_WITHIN_MS = 500;
/** Many times the largest documented answer, which is the metadata. */
const MAX_BODY_BYTES = 256 * 1024;

/** Promises ID-porten's metadata, fetched when first needed and again after a day; a failure counts for a second. */
export function createDiscovery(options: IdportenOptions): () => Promise<Discovered> {
  const clientKeys = createClientKeys(options.keys, options.clock);
  const fetch = createOutboundFetch({
    upstream: "idporten",
    hosts: options.outboundHosts,
    maxBytes: MAX_BODY_BYTES,
  });
  const keysAt = keptKeys(fetch);
  let good: Discovered | null = null;
  let cached: { promise: Promise<Discovered>; readonly until: number } | null = null;
  return () => {
    // Not the time of day, which somebody may put back.
    const now = performance.now();
    if (cached === null || now >= cached.until) {
      const yesterday = good;
      const attempt = { until: now + METADATA_LIVES_MS };
      const fetched = discover(options, { clientKeys, fetch, keysAt }).then((found) => (good = found));
      const promise = fetched.catch((error: unknown) => {
        attempt.until = performance.now() + FAILURE_LIVES_MS;
        // Metadata of yesterday is better than none.
        if (yesterday === null) throw error;
        return yesterday;
      });
      const entry = Object.assign(attempt, { promise });
      if (yesterday !== null) {
        // And better than a silent address, which must not hold up a logout.
        const patience = wait(NEWS_WITHIN_MS, yesterday, { ref: false });
        entry.promise = Promise.race([promise, patience]);
        void promise.then(() => void (entry.promise = promise));
      }
      cached = entry;
    }
    return cached.promise;
  };
}

const CLIENT: Partial<client.ClientMetadata> = {
  token_endpoint_auth_method: "private_key_jwt",
  id_token_signed_response_alg: "RS256",
};

/** What outlives the metadata of a day. */
interface Lasting {
  readonly clientKeys: ClientKeys;
  readonly fetch: OutboundFetch;
  readonly keysAt: (address: string) => JWTVerifyGetKey;
}

/** Promises the same keys for the same address: new metadata that names it is no reason to forget them (TM5). */
function keptKeys(fetch: OutboundFetch): Lasting["keysAt"] {
  let kept: { readonly address: string; readonly keys: JWTVerifyGetKey } | null = null;
  return (address) => {
    if (kept?.address !== address) {
      const timeoutMs = TIMEOUT_SECONDS * 1000;
      kept = {
        address,
        keys: patientKeys(new URL(address), { maxAgeMs: METADATA_LIVES_MS, timeoutMs, fetch }),
      };
    }
    return kept.keys;
  };
}

async function discover(
  { issuer, clientId }: IdportenOptions,
  { clientKeys, fetch, keysAt }: Lasting,
): Promise<Discovered> {
  // The simulated world has no TLS; configuration refuses http issuers in production.
  const execute = issuer.startsWith("http:") ? [client.allowInsecureRequests] : [];
  const configuration = await client.discovery(new URL(issuer), clientId, CLIENT, client.None(), {
    timeout: TIMEOUT_SECONDS,
    [client.customFetch]: fetch,
    execute,
  });
  const metadata = configuration.serverMetadata();
  const foreign = foreignEndpoint(issuer, { ...metadata });
  if (foreign !== null) throw new Error(`${foreign} of ID-porten's metadata is not ID-porten's`);
  if (metadata.jwks_uri === undefined) throw new Error("ID-porten's metadata names no keys");
  const signed = signedCalls(clientKeys, (authentication) => {
    const signing = new client.Configuration(metadata, clientId, CLIENT, authentication);
    signing.timeout = TIMEOUT_SECONDS;
    signing[client.customFetch] = fetch;
    for (const allow of execute) allow(signing);
    return signing;
  });
  return { configuration, signed, keys: keysAt(metadata.jwks_uri), fetch };
}
