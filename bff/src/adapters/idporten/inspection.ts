import { z } from "zod";
import { isAllowedHost } from "../../platform/outbound-fetch.ts";
import { createUpstreamClient } from "../../platform/upstream-client.ts";
import type { IdportenInspection, IdportenMetadata } from "../../ports/inspection.ts";
import type { UpstreamFailure, UpstreamResult } from "../../ports/upstream-result.ts";
import { createIdporten } from "./client.ts";
import { TIMEOUT_SECONDS, type IdportenOptions } from "./configuration.ts";
import { foreignEndpoint } from "./own-endpoints.ts";

const texts = z.array(z.string()).nullish();
const metadataBody = z.looseObject({
  issuer: z.string(),
  acr_values_supported: texts,
  code_challenge_methods_supported: texts,
  token_endpoint_auth_methods_supported: texts,
  token_endpoint_auth_signing_alg_values_supported: texts,
  id_token_signing_alg_values_supported: texts,
  frontchannel_logout_supported: z.boolean().nullish(),
  backchannel_logout_supported: z.boolean().nullish(),
});
type MetadataBody = z.infer<typeof metadataBody>;

const keysBody = z.object({ keys: z.array(z.unknown()) });
const signingKey = z.object({
  kty: z.literal("RSA"),
  use: z.literal("sig").nullish(),
  n: z.string().min(1),
  e: z.string().min(1),
});

/** The addresses that the portal itself asks; the others are for browsers. */
const ASKED = ["pushed_authorization_request_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint"];

/**
 * Looks at ID-porten as it stands now: nothing is kept from one question to the next, and each of our keys is tried by
 * the very call with which a log-in begins.
 */
export function createIdportenInspection(
  options: IdportenOptions & { readonly onDate: (date: Date) => void },
): IdportenInspection {
  const { issuer, onDate } = options;
  const at = (baseUrl: string) =>
    createUpstreamClient({ name: "idporten", baseUrl, budgetMs: TIMEOUT_SECONDS * 1000, onDate });

  async function body(): Promise<UpstreamResult<MetadataBody>> {
    const client = at(issuer);
    const answer = await client.send({ method: "get", path: [".well-known", "openid-configuration"] });
    if (!answer.ok) return answer;
    const { status } = answer.value;
    if (status >= 500) return client.failure("unavailable", { status });
    return status === 200 ? client.parse(metadataBody, answer.value) : client.failure("contract", { status });
  }

  return {
    async metadata() {
      const told = await body();
      return told.ok ? { ok: true, value: toMetadata(told.value, options) } : told;
    },

    async signingKeys() {
      const told = await body();
      if (!told.ok) return told;
      const address = addressOf(told.value, "jwks_uri");
      const client = at(address?.origin ?? issuer);
      if (address === null || !isAskable(address, options))
        return client.failure("contract", { reason: "at jwks_uri" });
      const path = address.pathname.split("/").slice(1).map(decodeURIComponent);
      const answer = await client.send({ method: "get", path });
      if (!answer.ok) return answer;
      const keys = client.parse(keysBody, answer.value);
      if (!keys.ok) return keys;
      return { ok: true, value: keys.value.keys.filter((key) => signingKey.safeParse(key).success).length };
    },

    async pushLogin(kid) {
      const idporten = createIdporten({ ...options, keys: options.keys.filter((key) => key.kid === kid) });
      const started = await idporten.startLogin({ language: "nb" });
      return started.ok ? { ok: true, value: null } : toFailure(started.reason);
    },
  };
}

function toMetadata(told: MetadataBody, options: IdportenOptions): IdportenMetadata {
  return {
    issuer: told.issuer,
    addresses: new Set(Object.keys(told).filter((name) => addressOf(told, name) !== null)),
    refusedByUs: ASKED.filter((name) => {
      const address = addressOf(told, name);
      return address !== null && !isAskable(address, options);
    }),
    foreign: foreignEndpoint(options.issuer, told),
    levels: told.acr_values_supported ?? null,
    challengeMethods: told.code_challenge_methods_supported ?? null,
    clientAuthentication: told.token_endpoint_auth_methods_supported ?? null,
    assertionAlgorithms: told.token_endpoint_auth_signing_alg_values_supported ?? null,
    idTokenAlgorithms: told.id_token_signing_alg_values_supported ?? null,
    frontChannelLogout: told.frontchannel_logout_supported ?? null,
    backChannelLogout: told.backchannel_logout_supported ?? null,
  };
}

function addressOf(told: MetadataBody, name: string): URL | null {
  const value = told[name];
  return typeof value === "string" && URL.canParse(value) ? new URL(value) : null;
}

function isAskable(address: URL, { outboundHosts }: IdportenOptions): boolean {
  return outboundHosts === null || isAllowedHost(address, outboundHosts);
}

/** The codes of a log-in that did not begin (`loginFault`), as what any other upstream would be told for. */
function toFailure(reason: string): UpstreamResult<never> {
  // RFC 6749 lets a server challenge a client instead of refusing it by code.
  if (reason === "WWWAuthenticateChallengeError") return failed("refused", "invalid_client");
  if (/^[a-z_]+$/.test(reason)) return failed("refused", reason);
  if (/TIMEOUT|ABORT/.test(reason)) return failed("timeout", reason);
  return failed(reason.startsWith("OAUTH_") ? "contract" : "unavailable", reason);
}

function failed(kind: UpstreamFailure["kind"], reason: string): UpstreamResult<never> {
  return { ok: false, failure: { upstream: "idporten", kind, reason } };
}
