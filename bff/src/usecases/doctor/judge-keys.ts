import { about, type Finding } from "../../domain/doctor/finding.ts";
import type { Client, Facts, KeyFacts } from "./facts.ts";
import { refusalOf } from "./refusals.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const AT: Record<Client, string> = { idporten: "ID-porten", maskinporten: "Maskinporten" };
const RENEW =
  "make a new key, put it beside this one, and post both in Digdir's self service (docs/key-rotation.md)";

/** How old our keys are, and which of them Digdir knows. A key that another one stands in for is no reason to act. */
export function judgeKeys(facts: Facts): readonly Finding[] {
  return facts.keys.map((key) => {
    const others = facts.keys.filter((other) => other.client === key.client && other !== key);
    const covered = others.some((other) => isTaken(other) === true && !endsSoon(other, facts));
    return judgeKey(key, facts, covered);
  });
}

function judgeKey(key: KeyFacts, facts: Facts, covered: boolean): Finding {
  const finder = about("keys", `${key.kid} at ${AT[key.client]}`);
  const end = key.expiresAt?.toISOString().slice(0, 10);
  if (covered && isTaken(key) === false)
    return finder.note(
      `${AT[key.client]} does not take it, and takes another one: post it if it is new, and take it out of the configuration if it is old.`,
    );
  if (endsSoon(key, facts)) {
    if (covered) return finder.note(`It ends on ${end ?? ""}, and another one that lives longer is taken.`);
    return isOver(key, facts)
      ? finder.wrong(
          "self-service",
          `By its own iat or exp its year was over on ${end ?? ""}: ${RENEW}. If it has been posted again since, correct iat or exp.`,
        )
      : finder.wrong(
          "self-service",
          `Its year is over on ${end ?? ""}, in ${daysLeft(key, facts)}: ${RENEW}.`,
        );
  }
  if (end === undefined)
    return finder.note(
      "It does not say how old it is, so that nobody is warned before its year is over: write iat, the time at which it was posted, into the JWK.",
    );
  const taken = isTaken(key) === true ? `${AT[key.client]} takes it, and it` : "It";
  return finder.well(`${taken} lives until ${end}.`);
}

/** Null where something else stood before it. */
function isTaken({ tried, client }: KeyFacts): boolean | null {
  if (tried.ok) return true;
  // ID-porten says so by one code alone, and refuses everything else only to those whose key it knows (B.9).
  if (client === "idporten" && tried.failure.kind === "refused")
    return tried.failure.reason !== "invalid_client";
  return refusalOf(tried.failure)?.keyKnown ?? null;
}

function endsSoon({ expiresAt }: KeyFacts, { now, setting }: Facts): boolean {
  return expiresAt !== null && expiresAt.getTime() - now.getTime() < setting.keyWarnDays * DAY_MS;
}

function isOver({ expiresAt }: KeyFacts, { now }: Facts): boolean {
  return expiresAt !== null && expiresAt <= now;
}

function daysLeft({ expiresAt }: KeyFacts, { now }: Facts): string {
  const days = Math.floor(((expiresAt?.getTime() ?? 0) - now.getTime()) / DAY_MS);
  return days === 1 ? "1 day" : `${String(days)} days`;
}
