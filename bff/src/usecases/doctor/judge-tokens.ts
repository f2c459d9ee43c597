import { about, type Finding } from "../../domain/doctor/finding.ts";
import { MASKINPORTEN_SECONDS } from "./judge-clocks.ts";
import type { AttemptFailure, Facts } from "./facts.ts";
import { judgeFailure } from "./judge-failure.ts";
import { refusalOf, type Refusal } from "./refusals.ts";

const MASKINPORTEN = { name: "Maskinporten", owner: "digdir", setting: "MASKINPORTEN_ISSUER" } as const;

type Need = Facts["tokens"][number];

/**
 * Whether Maskinporten gives every token that the portal is going to ask for. What strikes the client whatever it asks
 * for is told once, and not once for each need.
 */
export function judgeTokens(facts: Facts): readonly Finding[] {
  const client = new Map<string, Finding>();
  const needs = facts.tokens.map((need): Finding => {
    const finder = about("maskinporten", subjectOf(need, facts));
    if (need.answer.ok) return finder.well("Maskinporten gives it.");
    const refusal = refusalOf(need.answer.failure);
    if (refusal?.strikes === "need") return finder.wrong(ownerOf(refusal, need), told(refusal, need));
    const general = judgeClient(facts, need.answer.failure, refusal);
    client.set(general.sentence, general);
    return finder.unchecked("Maskinporten gives our client no token at all now; see there.");
  });
  return [...client.values(), ...needs];
}

function judgeClient({ clocks }: Facts, failure: AttemptFailure, refusal: Refusal | null): Finding {
  const finder = about("maskinporten", "our client");
  if (refusal === null) return judgeFailure(finder, failure, MASKINPORTEN);
  const ahead = clocks.get("maskinporten") ?? 0;
  const maybeTime = refusal.keyKnown === null || failure.reason === "invalid_grant";
  if (maybeTime && Math.abs(ahead) >= MASKINPORTEN_SECONDS)
    return finder.wrong(
      "platform",
      `Maskinporten refuses our grants because of the time: it takes them within ${String(MASKINPORTEN_SECONDS)} s of its own clock, and ours is ${String(Math.abs(ahead))} s ${ahead > 0 ? "behind" : "ahead"} (${failure.reason ?? "no code"}).`,
    );
  return finder.wrong(refusal.who, `${refusal.sentence} (${failure.reason ?? "no code"})`);
}

function subjectOf({ purpose, municipality, register, scope }: Need, { setting }: Facts): string {
  const what = { krr: "for KRR", "krr-changes": "for KRR's changes", register: `for ${register ?? ""}` }[
    purpose
  ];
  const whose = setting.delegated ? ` on behalf of ${municipality.name} (${municipality.orgNumber})` : "";
  return `a token ${what}${whose}, scope ${scope}`;
}

/** The owner of the API is Digdir for KRR, and the vendor for a register. */
function ownerOf({ who }: Refusal, { purpose }: Need): Refusal["who"] {
  return who === "digdir" && purpose === "register" ? "register-vendor" : who;
}

function told({ sentence }: Refusal, { answer }: Need): string {
  return answer.ok ? sentence : `${sentence} (${answer.failure.reason ?? "no code"})`;
}
