import { createPopulationRegister } from "./adapters/contact-register-api/index.ts";
import { createKrrBatch, createKrrChanges } from "./adapters/krr/index.ts";
import { createMachineTokens } from "./adapters/maskinporten/index.ts";
import { needOf, registerOf } from "./compose-register.ts";
import type { Config } from "./config.ts";
import type { Observer } from "./observe.ts";
import { createKeyring, randomSessionKey } from "./platform/keyring.ts";
import type { Clock } from "./ports/clock.ts";
import type { FrequentWork } from "./ports/jobs.ts";
import {
  createChangeCursors,
  createDepartures,
  createLastAnswers,
  createLookupLog,
  createOverlay,
  createSyncRuns,
  type Database,
} from "./store/index.ts";
import { notedKrrBatch, notedKrrChanges } from "./usecases/lookups/noted-krr.ts";
import { rememberingPopulation } from "./usecases/overlay/remembering-population.ts";
import { followChanges } from "./usecases/sync/follow-changes.ts";
import type { SyncDeps } from "./usecases/sync/sync-deps.ts";

/** Builds the nightly run from the configuration; opens nothing by itself. */
export function composeSync(options: {
  config: Config;
  database: Database;
  observer: Pick<Observer, "record" | "onMaskinportenDate">;
  clock: Clock;
  stopping: AbortSignal;
  progress: SyncDeps["progress"];
}): SyncDeps {
  const { config, database, clock } = options;
  const { record, onMaskinportenDate: onDate } = options.observer;
  const keyring = createKeyring(config.sessionKeys ?? [randomSessionKey()], config.pseudonymKey);
  const tokens = createMachineTokens({ ...config.maskinporten, clock, onDate });
  const overlay = createOverlay(database.db, keyring);
  return {
    runs: createSyncRuns(database.db, keyring),
    departures: createDepartures(database.db, keyring),
    lastAnswers: createLastAnswers(database.db, keyring, config.answerCopyHours),
    krr: notedKrrBatch(createKrrBatch({ ...config.krr, delegated: config.delegated, tokens }), {
      lookups: createLookupLog(database.db),
      record,
    }),
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
    record,
    progress: options.progress,
    pseudonym: (text) => keyring.pseudonym(text),
    termDays: config.sync.termDays,
    stopping: options.stopping,
  };
}

/** Following KRR's changes beside the nightly run, with what that works with; null where it is off. */
export function composeChanges(
  { config, database, observer }: { config: Config; database: Database; observer: Observer },
  deps: SyncDeps,
): FrequentWork | null {
  const { changes: feed, delegated, krr, maskinporten } = config;
  if (feed === null) return null;
  // Its scope is its own, and so are its tokens.
  const { onMaskinportenDate: onDate } = observer;
  const tokens = createMachineTokens({ ...maskinporten, clock: deps.clock, onDate });
  const following = {
    ...deps,
    changes: notedKrrChanges(
      createKrrChanges({ baseUrl: krr.baseUrl, scope: feed.scope, delegated, tokens }),
      { lookups: createLookupLog(database.db), record: deps.record },
    ),
    cursors: createChangeCursors(database.db),
  };
  return { cron: feed.cron, work: () => followChanges(following) };
}
