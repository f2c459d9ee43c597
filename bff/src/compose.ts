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
import { createLoginTransactions } from "./http/login-transaction.ts";
import { createKeyring, randomSessionKey } from "./platform/keyring.ts";
import { eventLog, type Logger } from "./platform/logger.ts";
import type { Clock } from "./ports/clock.ts";
import {
  createLastAnswers,
  createOverlay,
  createRefreshGuard,
  createSessions,
  type Database,
} from "./store/index.ts";
import { rememberingRegister } from "./usecases/overlay/remembering-register.ts";

/** Builds every part from the configuration and joins them; opens nothing by itself. */
export function composeApp(options: {
  config: Config;
  database: Database;
  logger: Logger;
  clock: Clock;
  stopping: () => boolean;
  siteRoot: string | null;
}): ReturnType<typeof createApp> {
  const { config, database, logger, clock } = options;
  const keyring = createKeyring(config.sessionKeys ?? [randomSessionKey()]);
  const tokens = createMachineTokens({ ...config.maskinporten, clock });
  const record = eventLog(logger);
  const overlay = createOverlay(database.db, keyring);
  const deps: AppDeps = {
    identityProvider: createIdporten({
      ...config.idporten,
      publicOrigin: config.publicOrigin,
      callbackPath: "/auth/callback",
      postLogoutPath: PAGES.loggedOut,
      clock,
    }),
    transactions: createLoginTransactions(keyring, clock),
    sessions: createSessions(database.db, keyring),
    lastAnswers: createLastAnswers(database.db, keyring, config.answerCopyHours),
    guard: createRefreshGuard(database.db),
    krr: createKrr({ ...config.krr, delegated: config.delegated, tokens }),
    registers: config.registers.map((setting) => {
      const register = createContactRegister({
        register: registerOf(setting),
        baseUrl: setting.baseUrl,
        need: needOf(setting, config),
        tokens,
        clock,
      });
      return rememberingRegister(register, { overlay, record });
    }),
    keyring,
    clock,
    logger,
    record,
    publicOrigin: config.publicOrigin,
    portal: portalOf(config),
    ping: () => database.ping(),
    stopping: options.stopping,
    siteRoot: options.siteRoot,
    theme: config.theme,
  };
  return createApp(deps);
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
