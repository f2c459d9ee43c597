import type { Finder, Finding, Responsible } from "../../domain/doctor/finding.ts";
import type { AttemptFailure } from "./facts.ts";

/** Whom an address leads to, as far as the address does not say so. */
export interface Party {
  readonly name: string;
  /** Who runs it. */
  readonly owner: Responsible;
  /** The part of the configuration that leads to it. */
  readonly setting: string;
}

const NO_NAME = new Set(["ENOTFOUND", "EAI_AGAIN"]);
const TLS = /CERT|CRL|SIGNATURE|_CA$|SSL|TLS|EPROTO|HOSTNAME|PATH_LENGTH|PURPOSE/;

/** Promises a sentence for whatever went wrong on the way to somebody and back, refusals of any kind included. */
export function judgeFailure(finder: Finder, failure: AttemptFailure, party: Party): Finding {
  const { name, owner, setting } = party;
  const { kind, status, reason } = failure;
  if (kind === "crashed")
    return finder.wrong(
      "operator",
      `The check itself failed (${reason ?? "unknown"}): report it as a fault.`,
    );
  if (kind === "timeout")
    return finder.wrong(
      owner,
      `${sentenceStart(name)} does not answer in time. If it answers from elsewhere, see whether a firewall on our side lets us out to it.`,
    );
  if (kind === "contract")
    return finder.wrong(
      "operator",
      `${sentenceStart(name)} answers otherwise than it is documented to${inBrackets(status, reason)}: ${setting} may lead to something else.`,
    );
  if (kind === "refused")
    return finder.wrong(owner, `${sentenceStart(name)} refuses to answer us${inBrackets(status, reason)}.`);
  return unavailable(finder, failure, party);
}

function unavailable(finder: Finder, { status, reason }: AttemptFailure, party: Party): Finding {
  const { name, owner, setting } = party;
  if (status !== undefined)
    return finder.wrong(owner, `${sentenceStart(name)} says that it cannot answer now (${String(status)}).`);
  if (reason !== undefined && NO_NAME.has(reason))
    return finder.wrong(
      "operator",
      `The host name in ${setting} is not found (${reason}): it is misspelt, or this machine has no name service for it.`,
    );
  if (reason !== undefined && TLS.test(reason))
    return finder.wrong(
      "platform",
      `The certificate that answers for ${name} is not trusted here (${reason}): it is out of date, another's, or signed by somebody whom this machine does not know.`,
    );
  return finder.wrong(
    owner,
    `Nobody answers at ${setting}${inBrackets(reason)}: ${name} is down, the address is wrong, or a firewall stands between.`,
  );
}

function sentenceStart(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function inBrackets(...parts: readonly (string | number | undefined)[]): string {
  const told = parts.filter((part) => part !== undefined);
  return told.length === 0 ? "" : ` (${told.join(", ")})`;
}
