import { PAGES } from "@foresattportal/shared/pages.ts";
import { about, type Finder, type Finding } from "../../domain/doctor/finding.ts";
import { MASKINPORTEN_SECONDS } from "./judge-clocks.ts";
import type { AttemptFailure, Facts } from "./facts.ts";
import { IDPORTEN } from "./judge-idporten.ts";
import { judgeFailure } from "./judge-failure.ts";

const finder: Finder = about("idporten", "our client");

/** Whether ID-porten takes the request with which every log-in begins, and what only a person's log-in can show. */
export function judgeLogin(facts: Facts): readonly Finding[] {
  const tried = facts.keys.filter(({ client }) => client === "idporten").map((key) => key.tried);
  const failures = tried.flatMap((answer) => (answer.ok ? [] : [answer.failure]));
  if (!facts.metadata.ok)
    return [finder.unchecked("Without ID-porten's metadata no log-in can be begun."), forPersons(facts)];
  if (failures.length < tried.length)
    return [
      finder.well("ID-porten takes the request of a log-in: client, key, return address and levels."),
      forPersons(facts),
    ];
  // Past the key comes more that can be wrong, so that such a refusal tells more than one of the key.
  const [first] = failures;
  const further = failures.find((failure) => !isOfClient(failure)) ?? first;
  return [...(further === undefined ? [] : [judgeRefusal(further, facts)]), forPersons(facts)];
}

function isOfClient({ kind, reason }: AttemptFailure): boolean {
  return kind === "refused" && reason === "invalid_client";
}

function judgeRefusal(failure: AttemptFailure, { setting, clocks }: Facts): Finding {
  if (failure.kind !== "refused") return judgeFailure(finder, failure, IDPORTEN);
  const ahead = clocks.get("idporten") ?? 0;
  switch (failure.reason) {
    case "invalid_client":
      return Math.abs(ahead) >= MASKINPORTEN_SECONDS
        ? finder.wrong(
            "platform",
            `ID-porten does not take our client, and our clock is ${String(Math.abs(ahead))} s off its own, which alone is reason enough: put the clock right and look again.`,
          )
        : finder.wrong(
            "self-service",
            "ID-porten does not take our client (invalid_client): IDPORTEN_CLIENT_ID is not known there, our key is not posted on it, or it is not registered with private_key_jwt.",
          );
    case "invalid_redirect_uri":
    case "invalid_request":
      return finder.wrong(
        "self-service",
        `ID-porten knows our client and refuses its request (${failure.reason}): most likely ${setting.publicOrigin}/auth/callback is not among its redirect_uris, character by character.`,
      );
    case "unauthorized_client":
    case "invalid_scope":
      return finder.wrong(
        "self-service",
        `ID-porten knows our client and does not let it log people in (${failure.reason}): it has to be of type “idporten” or “api_klient”, with the grant authorization_code and the scope openid.`,
      );
    default:
      return judgeFailure(finder, failure, IDPORTEN);
  }
}

function forPersons({ setting: { publicOrigin } }: Facts): Finding {
  return about("idporten", "what only a log-in shows").note(
    `See in the self service that post-logout ${publicOrigin}${PAGES.loggedOut}, front channel ${publicOrigin}/auth/frontchannel-logout (session required) and back channel ${publicOrigin}/auth/backchannel-logout are registered, and log in and out once.`,
  );
}
