import { about, type Finding } from "../../domain/doctor/finding.ts";
import type { IdportenMetadata } from "../../ports/inspection.ts";
import type { Facts } from "./facts.ts";
import { judgeFailure } from "./judge-failure.ts";
import { judgeOffers } from "./judge-offers.ts";

export const IDPORTEN = { name: "ID-porten", owner: "digdir", setting: "IDPORTEN_ISSUER" } as const;

/** What has to be in the metadata for a log-in to begin, to end and to be checked. */
const NEEDED = [
  "authorization_endpoint",
  "pushed_authorization_request_endpoint",
  "token_endpoint",
  "jwks_uri",
  "end_session_endpoint",
] as const;

const finder = about("idporten", "metadata");

/** Whether ID-porten offers what a log-in and a logout of this portal are made of. */
export function judgeIdporten({ metadata, signingKeys, setting }: Facts): readonly Finding[] {
  if (!metadata.ok) return [judgeFailure(finder, metadata.failure, IDPORTEN)];
  const told = metadata.value;
  const missing = [...addresses(told), ...judgeOffers(finder, told, setting), ...logout(told)];
  const wrong = missing.some(({ state }) => state === "wrong");
  return [
    ...(wrong ? [] : [finder.well("ID-porten is what IDPORTEN_ISSUER says, and offers what we need.")]),
    ...missing,
    keysOf(signingKeys),
  ];
}

function addresses({ addresses: given, foreign, refusedByUs }: IdportenMetadata): Finding[] {
  return [
    ...NEEDED.filter((name) => !given.has(name)).map((name) =>
      finder.wrong("digdir", `It names no ${name}, without which nobody can be logged in or out.`),
    ),
    ...(foreign === null
      ? []
      : [
          finder.wrong(
            "digdir",
            `Its ${foreign} is on a host that is not ID-porten's: do not let anybody log in before Digdir has said why.`,
          ),
        ]),
    ...refusedByUs.map((name) =>
      finder.wrong("operator", `Its ${name} is on a host that OUTBOUND_HOSTS does not let the portal ask.`),
    ),
  ];
}

/** How back-channel logout is announced is not documented (national-registers B.1), so its absence proves nothing. */
function logout({ frontChannelLogout, backChannelLogout }: IdportenMetadata): Finding[] {
  const channels = [
    ...(frontChannelLogout === true ? [] : ["front"]),
    ...(backChannelLogout === true ? [] : ["back"]),
  ];
  if (channels.length === 2)
    return [
      finder.wrong(
        "digdir",
        "It offers logout by neither front nor back channel: who logs out elsewhere stays logged in here.",
      ),
    ];
  return channels.map((channel) =>
    finder.note(`It does not say that it offers logout by ${channel} channel.`),
  );
}

function keysOf(signingKeys: Facts["signingKeys"]): Finding {
  const keys = about("idporten", "its signing keys");
  if (!signingKeys.ok) return judgeFailure(keys, signingKeys.failure, IDPORTEN);
  return signingKeys.value === 0
    ? keys.wrong("digdir", "ID-porten publishes no RSA key for signatures, so that no log-in can be checked.")
    : keys.well(`ID-porten publishes keys that can be used: ${String(signingKeys.value)}.`);
}
