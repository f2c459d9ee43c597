import { CHECKS, type Finding } from "../../domain/doctor/finding.ts";
import type { Facts } from "./facts.ts";
import { judgeClocks } from "./judge-clocks.ts";
import { judgeDatabase } from "./judge-database.ts";
import { judgeIdporten } from "./judge-idporten.ts";
import { judgeKeys } from "./judge-keys.ts";
import { judgeKrr } from "./judge-krr.ts";
import { judgeLogin } from "./judge-login.ts";
import { judgeRegisters } from "./judge-registers.ts";
import { judgeSetting } from "./judge-setting.ts";
import { judgeTokens } from "./judge-tokens.ts";

/** Promises everything that can be said of what was seen, in the order of the checks; the same for the same facts. */
export function judge(facts: Facts): readonly Finding[] {
  const findings = [
    ...judgeSetting(facts.setting),
    ...judgeIdporten(facts),
    ...judgeLogin(facts),
    ...judgeTokens(facts),
    ...judgeKeys(facts),
    ...judgeKrr(facts),
    ...judgeRegisters(facts),
    ...judgeDatabase(facts),
    ...judgeClocks(facts),
  ];
  return CHECKS.flatMap((check) => findings.filter((finding) => finding.check === check));
}
