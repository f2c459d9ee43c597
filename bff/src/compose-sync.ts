import { createPopulationRegister } from "./adapters/contact-register-api/index.ts";
import { createKrrBatch, createKrrChanges } from "./adapters/krr/index.ts";
import { createMachineTokens } from "./adapters/maskinporten/index.ts";
import { needOf, registerOf } from "./compose-register.ts";
import type { Config } from "./config.ts";
import { createKeyring, randomSessionKey } from "./platform/keyring.ts";
import { eventLog, type Logger } from "./platform/logger.ts";
import type { Clock } from "./ports/clock.ts";
import type { FrequentWork } from "./ports/jobs.ts";
import {
  createChangeCursors,
  createDepartures,
  createLastAnswers,
  createOverlay,
  createSyncRuns,
  type Database,
} from "./store/index.ts";
import { rememberingPopulation } from "./usecases/overlay/remembering-population.ts";
import { followChanges } from "./usecases/sync/follow-changes.ts";
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
  const overlay = createOverlay(database.db, keyring);
  return {
    runs: createSyncRuns(database.db, keyring),
    departures: createDepartures(database.db, keyring),
    lastAnswers: createLastAnswers(database.db, keyring, config.answerCopyHours),
    krr: createKrrBatch({ ...config.krr, delegated: config.delegated, tokens }),
    targets: config.registers.map((setting) => ({
      port: rememberingPopulation(
        createPopulationRegister({
          register: registerOf(setting),
          baseUrl: setting.baseUrl,
          need: needOf(setting, config),
          tokens,
        }),
        overlay,
      ),
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

/** Following KRR's changes beside the nightly run, with what that works with; null where it is off. */
export function composeChanges(
  { config, database }: { config: Config; database: Database },
  deps: SyncDeps,
): FrequentWork | null {
  const { changes: feed, delegated, krr, maskinporten } = config;
  if (feed === null) return null;
  // Its scope is its own, and so are its tokens.
  const tokens = createMachineTokens({ ...maskinporten, clock: deps.clock });
  const following = {
    ...deps,
    changes: createKrrChanges({ baseUrl: krr.baseUrl, scope: feed.scope, delegated, tokens }),
    cursors: createChangeCursors(database.db),
  };
  return { cron: feed.cron, work: () => followChanges(following) };
}
