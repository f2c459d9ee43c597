import { PAGES } from "@foresattportal/shared/pages.ts";
import { createRegisterInspection } from "./adapters/contact-register-api/index.ts";
import { createIdportenInspection } from "./adapters/idporten/index.ts";
import { createKrrInspection } from "./adapters/krr/index.ts";
import { createMachineTokens, type MachineTokens, type TokenNeed } from "./adapters/maskinporten/index.ts";
import { needOf, registerOf } from "./compose-register.ts";
import type { Config } from "./config.ts";
import type { Register } from "./domain/register.ts";
import { WARN_DAYS } from "./platform/client-key-watch.ts";
import { expiryOf, type ClientKey } from "./platform/client-keys.ts";
import { watchClock } from "./platform/clock-watch.ts";
import type { Clock } from "./ports/clock.ts";
import type { UpstreamResult } from "./ports/upstream-result.ts";
import { createDatabaseInspection } from "./store/index.ts";
import type { Client, Setting, TokenNeedFacts } from "./usecases/doctor/facts.ts";
import type { Surroundings } from "./usecases/doctor/gather-facts.ts";

interface NamedNeed {
  readonly facts: TokenNeedFacts;
  readonly need: TokenNeed;
}

/** Builds what the doctor looks at from the configuration, with the portal's own adapters and time budgets; asks nothing yet. */
export function composeDoctor(config: Config, clock: Clock): Surroundings {
  const clocks = new Map<string, number>();
  const timeAt = (upstream: string) =>
    watchClock({
      upstream,
      clock,
      record: () => undefined,
      measure: (name, seconds) => void clocks.set(name, seconds),
    });
  const tokensBy = (keys: readonly ClientKey[]) =>
    createMachineTokens({ ...config.maskinporten, keys, clock, onDate: timeAt("maskinporten") });
  const tokens = tokensBy(config.maskinporten.keys);
  const needs = needsOf(config);
  const { delegated, krr } = config;
  return {
    setting: settingOf(config),
    ...loginOf(config, { clock, onDate: timeAt("idporten") }, (key) => {
      // Where there is but one key, the token that it brings is kept for whoever needs it.
      const own = config.maskinporten.keys.length === 1 ? tokens : tokensBy([key]);
      return () => (needs[0] === undefined ? Promise.resolve(WELL) : granted(own, needs[0].need));
    }),
    tokens: needs.map(({ facts, need }) => ({ facts, ask: () => granted(tokens, need) })),
    krr: createKrrInspection({ ...krr, delegated, tokens, onDate: timeAt("krr") }),
    krrFor: municipalitiesOf(config, ({ krrMode }) => krrMode !== "off"),
    registers: config.registers.map((register) => ({
      register: registerOf(register),
      inspection: createRegisterInspection({
        name: register.id,
        baseUrl: register.baseUrl,
        need: needOf(register, config),
        tokens,
        onDate: timeAt(register.id),
      }),
    })),
    database: createDatabaseInspection(config.database, clock),
    clocks: () => clocks,
    clock,
  };
}

const WELL = { ok: true, value: null } as const;

/** Whether there is a token; the token itself goes no further. */
async function granted(tokens: MachineTokens, need: TokenNeed): Promise<UpstreamResult<null>> {
  const answer = await tokens.token(need);
  return answer.ok ? WELL : answer;
}

function loginOf(
  config: Config,
  watched: { readonly clock: Clock; readonly onDate: (date: Date) => void },
  tryMachineKey: (key: ClientKey) => () => Promise<UpstreamResult<null>>,
): Pick<Surroundings, "idporten" | "keys"> {
  const idporten = createIdportenInspection({
    ...config.idporten,
    ...watched,
    publicOrigin: config.publicOrigin,
    callbackPath: "/auth/callback",
    postLogoutPath: PAGES.loggedOut,
  });
  return {
    idporten,
    keys: [
      ...config.idporten.keys.map((key) => triedKey("idporten", key, () => idporten.pushLogin(key.kid))),
      ...config.maskinporten.keys.map((key) => triedKey("maskinporten", key, tryMachineKey(key))),
    ],
  };
}

function triedKey(client: Client, key: ClientKey, tryIt: () => Promise<UpstreamResult<null>>) {
  return { client, kid: key.kid, expiresAt: expiryOf(key), try: tryIt };
}

function settingOf(config: Config): Setting {
  return {
    production: config.production,
    publicOrigin: config.publicOrigin,
    idportenIssuer: config.idporten.issuer,
    acceptedAcr: config.idporten.acceptedAcr,
    maskinportenIssuer: config.maskinporten.issuer,
    krrBaseUrl: config.krr.baseUrl,
    krrProfileUrl: config.krr.profileUrl,
    gotoUrl: config.krr.gotoUrl,
    engine: config.database.engine,
    delegated: config.delegated,
    keyWarnDays: WARN_DAYS,
  };
}

/** Every token that the portal is going to ask for, each once. */
function needsOf(config: Config): readonly NamedNeed[] {
  const { krr, changes, delegated } = config;
  const onBehalf = (municipality: Register["municipality"]) =>
    delegated ? { consumerOrg: municipality.orgNumber } : {};
  const forKrr =
    (purpose: "krr" | "krr-changes", scope: string) =>
    (municipality: Register["municipality"]): NamedNeed => ({
      facts: { purpose, municipality, register: null, scope },
      need: { scope, ...onBehalf(municipality) },
    });
  const copied = changes === null ? [] : municipalitiesOf(config, ({ krrMode }) => krrMode === "write");
  return [
    ...municipalitiesOf(config, ({ krrMode }) => krrMode !== "off").map(forKrr("krr", krr.scope)),
    ...copied.map(forKrr("krr-changes", changes?.scope ?? "")),
    ...config.registers.map((register): NamedNeed => {
      const { municipality, name, auth } = register;
      return {
        facts: { purpose: "register", municipality, register: name, scope: auth.scope },
        need: needOf(register, config),
      };
    }),
  ];
}

/** The municipalities of those registers, each once. */
function municipalitiesOf(
  { registers }: Config,
  which: (register: Register) => boolean,
): readonly Register["municipality"][] {
  const found = registers
    .filter(which)
    .map(({ municipality }) => [municipality.orgNumber, municipality] as const);
  return [...new Map(found).values()];
}
