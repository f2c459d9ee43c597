import { about, type Finding } from "../../domain/doctor/finding.ts";
import type { Register } from "../../domain/register.ts";
import type { Attempt, Facts } from "./facts.ts";
import { judgeFailure } from "./judge-failure.ts";

const KRR = { name: "KRR", owner: "digdir", setting: "KRR_BASE_URL" } as const;

/** Whether KRR lets each municipality in that wants something of it. */
export function judgeKrr({ krr, registers }: Facts): readonly Finding[] {
  const off = registers
    .filter(({ register }) => register.krrMode === "off")
    .map(({ register }) => about("krr", register.name).note("KRR is off for it, and is not asked."));
  return [...krr.map(judgeOne), ...off];
}

interface Asked {
  readonly municipality: Register["municipality"];
  readonly answer: Attempt<null>;
}

function judgeOne({ municipality, answer }: Asked): Finding {
  const finder = about("krr", `look-ups for ${municipality.name} (${municipality.orgNumber})`);
  if (answer.ok) return finder.well("KRR lets us in. It was asked about nobody.");
  const { upstream, status, reason } = answer.failure;
  if (upstream === "maskinporten" || reason === NO_TOKEN)
    return finder.unchecked("There is no token to ask KRR with; see Maskinporten.");
  if (status === 401)
    return finder.wrong(
      "operator",
      "KRR does not take Maskinporten's token (401): KRR_BASE_URL and MASKINPORTEN_ISSUER are most likely of two environments.",
    );
  if (status === 403)
    return finder.wrong(
      "digdir",
      "KRR takes the token and does not let the municipality in (403): the municipality has to ask Digdir for access to KRR with this scope.",
    );
  if (status === 404)
    return finder.wrong(
      "operator",
      "What answers at KRR_BASE_URL has no look-up (404): it is not KRR, or the address goes too far.",
    );
  return judgeFailure(finder, answer.failure, KRR);
}

/** The reason of a call that never left because its token did not come in time. */
export const NO_TOKEN = "no token in time";
