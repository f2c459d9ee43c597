import { PAGES } from "@foresattportal/shared/pages.ts";
import { about, type Finding } from "../../domain/doctor/finding.ts";
import type { Setting } from "./facts.ts";

/** Digdir's own hosts, in production (national-registers A.1, B.1, C.1, A.14); those for tests begin otherwise. */
const PRODUCTION = /^((login\.)?idporten|maskinporten|(minprofil\.)?kontaktregisteret)\.no$/;
const TEST = /^(login\.)?(minprofil\.)?test\.(idporten|maskinporten|kontaktregisteret)\.no$/;

/** What the configuration says that each value by itself cannot be blamed for. */
export function judgeSetting(setting: Setting): readonly Finding[] {
  const faults = [...environments(setting), ...returnAddress(setting)];
  const finder = about("configuration", "the values together");
  return [
    ...(faults.length > 0 ? faults : [finder.well("Every value is well formed, and they go together.")]),
    ...(setting.production
      ? []
      : [
          about("configuration", "NODE_ENV").note(
            "It is not “production”: what production demands beyond this is not looked at.",
          ),
        ]),
  ];
}

/** KRR takes tokens of its own environment alone (national-registers A.1, trap 32). */
function environments(setting: Setting): Finding[] {
  const addresses = {
    IDPORTEN_ISSUER: setting.idportenIssuer,
    MASKINPORTEN_ISSUER: setting.maskinportenIssuer,
    KRR_BASE_URL: setting.krrBaseUrl,
    KRR_PROFILE_URL: setting.krrProfileUrl,
  };
  const named = (pattern: RegExp): string[] =>
    Object.entries(addresses).flatMap(([name, url]) => (pattern.test(new URL(url).hostname) ? [name] : []));
  const [production, test] = [named(PRODUCTION), named(TEST)];
  const finder = about("configuration", "Digdir's environments");
  if (production.length > 0 && test.length > 0)
    return [
      finder.wrong(
        "operator",
        `${production.join(" and ")} lead to production and ${test.join(" and ")} to the test environment, which know nothing of one another.`,
      ),
    ];
  return setting.production && test.length > 0
    ? [finder.note("This is production by NODE_ENV, and Digdir's test environment is what it works against.")]
    : [];
}

function returnAddress({ publicOrigin, gotoUrl }: Setting): Finding[] {
  const address = `${publicOrigin}${PAGES.returned}`;
  if (gotoUrl === address) return [];
  return [
    about("configuration", "KRR_GOTO_URL").wrong(
      "operator",
      `People who come back from Digdir's Min profil are led elsewhere than to ${address}, the page of this portal that waits for them.`,
    ),
  ];
}
