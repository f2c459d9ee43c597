import { createPopulationRegister } from "./adapters/contact-register-api/index.ts";
import { createKrrBatch } from "./adapters/krr/index.ts";
import { createMachineTokens } from "./adapters/maskinporten/index.ts";
import { needOf, registerOf } from "./compose-register.ts";
import type { Config } from "./config.ts";
import { createKeyring, randomSessionKey } from "./platform/keyring.ts";
import { eventLog, type Logger } from "./platform/logger.ts";
import type { Clock } from "./ports/clock.ts";
import { createDepartures, createLastAnswers, createSyncRuns, type Database } from "./store/index.ts";
import type { SyncDeps } from "./usecases/sync/sync-deps.ts";

/** Builds the nightly run from the configuration; opens nothing by itself. */
export function composeSync(options: {
  config: Config;
  database: Database;
  logger: Logger;
  clock: Clock;
  stopping: AbortSignal;
  progress: SyncDeps["progress"];
}): SyncDeps {
  const { config, database, logger, clock } = options;
  const keyring = createKeyring(config.sessionKeys ?? [randomSessionKey()]);
  const tokens = createMachineTokens({ ...config.maskinporten, clock });
  return {
    runs: createSyncRuns(database.db, keyring),
    departures: createDepartures(database.db, keyring),
    lastAnswers: createLastAnswers(database.db, keyring, config.answerCopyHours),
    krr: createKrrBatch({ ...config.krr, delegated: config.delegated, tokens }),
    targets: config.registers.map((setting) => ({
      port: createPopulationRegister({
        register: registerOf(setting),
        baseUrl: setting.baseUrl,
        need: needOf(setting, config),
        tokens,
      }),
      employees: setting.sync.employees,
      exceptedGrades: new Set(setting.sync.exceptProtected),
    })),
    clock,
    record: eventLog(logger),
    progress: options.progress,
    pseudonym: (text) => keyring.pseudonym(text),
    termDays: config.sync.termDays,
    stopping: options.stopping,
  };
}
