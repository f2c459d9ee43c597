import type { Language } from "@foresattportal/shared/languages.ts";
import type { Portal } from "@foresattportal/shared/contract/portal.ts";
import { PAGES } from "@foresattportal/shared/pages.ts";
import { createContactRegister } from "./adapters/contact-register-api/index.ts";
import { createIdporten } from "./adapters/idporten/index.ts";
import { createKrr } from "./adapters/krr/index.ts";
import { createMachineTokens } from "./adapters/maskinporten/index.ts";
import { createApp, type AppDeps } from "./app.ts";
import { needOf, registerOf } from "./compose-register.ts";
import type { Config, RegisterConfig } from "./config.ts";
import { clientNetwork } from "./http/client-address.ts";
import { createLoginTransactions } from "./http/login-transaction.ts";
import type { Observer } from "./observe.ts";
import { createKeyring, randomSessionKey, type Keyring } from "./platform/keyring.ts";
import type { Logger } from "./platform/logger.ts";
import { observations } from "./platform/observed.ts";
import { createUpstreamPolicy } from "./platform/upstream-policy.ts";
import type { Clock } from "./ports/clock.ts";
import {
  createLastAnswers,
  createLookupLog,
  createOverlay,
  createRateLimits,
  createRefreshGuard,
  createSessions,
  type Database,
} from "./store/index.ts";
import { limitRefreshes } from "./usecases/limit-refreshes.ts";
import { tellingLimits } from "./usecases/telling-limits.ts";
import { createLogouts } from "./usecases/logouts.ts";
import { notedKrr } from "./usecases/lookups/noted-krr.ts";
import { rememberingRegister } from "./usecases/overlay/remembering-register.ts";

/** Builds every part from the configuration and joins them; opens nothing by itself. `stop` ends what is under way. */
export async function composeApp(options: {
  config: Config;
  database: Database;
  logger: Logger;
  observer: Observer;
  clock: Clock;
  stopping: () => boolean;
  siteRoot: string | null;
}) {
  const { config, database, logger, clock } = options;
  const { record, onAnswered } = options.observer;
  const keyring = createKeyring(config.sessionKeys ?? [randomSessionKey()], config.pseudonymKey);
  const deps: AppDeps = {
    identityProvider: createIdporten({
      ...config.idporten,
      publicOrigin: config.publicOrigin,
      callbackPath: "/auth/callback",
      postLogoutPath: PAGES.loggedOut,
      clock,
    }),
    transactions: createLoginTransactions(keyring, clock),
    ...storeOf({ ...options, keyring }),
    clientNetwork: clientNetwork(config.trustedProxies, () => record({ name: "client_address_unknown" })),
    ...outsideOf({ ...options, keyring }),
    keyring,
    clock,
    logger,
    onAnswered,
    record,
    publicOrigin: config.publicOrigin,
    portal: portalOf(config),
    ping: () => database.ping(),
    stopping: options.stopping,
    siteRoot: options.siteRoot,
    theme: config.theme,
  };
  const logouts = createLogouts(deps);
  return { app: await createApp(deps, logouts), stop: () => logouts.stop() };
}

/** What is asked outside, with what the portal keeps of having asked. */
function outsideOf(options: {
  config: Config;
  database: Database;
  keyring: Keyring;
  clock: Clock;
  observer: Observer;
}) {
  const { config, keyring, clock } = options;
  const { record, onMaskinportenDate: onDate } = options.observer;
  const { db } = options.database;
  const { upstreamBreakMs: breakMs } = config;
  const policyOf = (upstream: string) =>
    createUpstreamPolicy({
      breakMs,
      onState(state) {
        observations.emit("breaker", upstream, state);
        record({ name: "upstream_breaker", upstream, state });
      },
    });
  const tokens = createMachineTokens({
    ...config.maskinporten,
    clock,
    onDate,
    policy: policyOf("maskinporten"),
    refusalLivesMs: breakMs,
  });
  const overlay = createOverlay(db, keyring);
  return {
    krr: notedKrr(
      createKrr({ ...config.krr, delegated: config.delegated, tokens, policy: policyOf("krr") }),
      {
        lookups: createLookupLog(db),
        record,
        subjectOf: (nationalId) => keyring.pseudonym(nationalId.reveal()),
      },
    ),
    registers: config.registers.map((setting) => {
      const register = createContactRegister({
        register: registerOf(setting),
        baseUrl: setting.baseUrl,
        need: needOf(setting, config),
        tokens,
        clock,
        policy: policyOf(setting.id),
      });
      return rememberingRegister(register, { overlay, record });
    }),
  };
}

function storeOf(options: { config: Config; database: Database; keyring: Keyring; observer: Observer }) {
  const { config, keyring } = options;
  const { record, onLimitExceeded } = options.observer;
  const { db } = options.database;
  const limits = createRateLimits(db, keyring, {
    logins: config.loginsPerMinute,
    onFault: (code) => record({ name: "bookkeeping_failed", what: "rate limits", code }),
  });
  const rateLimits = tellingLimits(limits, onLimitExceeded);
  return {
    sessions: createSessions(db, keyring),
    lastAnswers: createLastAnswers(db, keyring, config.answerCopyHours),
    rateLimits,
    guard: limitRefreshes(createRefreshGuard(db), { rateLimits, record }),
  };
}

function portalOf({ registers, krr, contactUrl }: Config): Portal {
  const municipalities = [...new Set(registers.map(({ municipality }: RegisterConfig) => municipality.name))];
  const editInKrr = {
    nb: editAddress(krr, "nb"),
    nn: editAddress(krr, "nn"),
    en: editAddress(krr, "en"),
    se: editAddress(krr, "se"),
  } satisfies Record<Language, string>;
  const contact = contactUrl === null ? null : { url: contactUrl };
  return { owner: municipalities.join(" / "), municipalities, editInKrr, contact };
}

/** Digdir's Min profil with language and the registered return address (national-registers A.14). */
function editAddress(krr: Config["krr"], language: Language): string {
  const url = new URL(krr.profileUrl);
  url.searchParams.set("locale", language);
  url.searchParams.set("gotoUrl", krr.gotoUrl);
  return url.href;
}
