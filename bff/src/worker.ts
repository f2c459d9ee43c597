import { composeChanges, composeSync } from "./compose-sync.ts";
import type { Config } from "./config.ts";
import type { Observer } from "./observe.ts";
import type { Logger } from "./platform/logger.ts";
import { observed } from "./platform/observed.ts";
import type { Clock } from "./ports/clock.ts";
import type { SyncProgress } from "./usecases/sync/sync-deps.ts";
import { createJobs, type Database } from "./store/index.ts";
import { workOnFiring } from "./usecases/sync/work-on-firing.ts";

/** A line every so often is enough for whoever follows the log. */
const TELL_EVERY_MS = 30_000;

/**
 * The half of the process that works by the schedule. Promises an orderly end: what is under way stops at its next
 * page, and waits in the book for whoever comes next.
 */
export async function startWorker(options: {
  config: Config;
  database: Database;
  logger: Logger;
  observer: Observer;
  clock: Clock;
}): Promise<{ stop(): Promise<void> }> {
  const { config, database, logger, observer, clock } = options;
  const jobs = createJobs({
    engine: database.engine,
    cron: config.sync.cron,
    onFault: (code) => logger.warn({ code }, "job_queue_fault"),
  });
  const stopping = new AbortController();
  const deps = composeSync({
    config,
    database,
    observer,
    clock,
    stopping: stopping.signal,
    progress: everySoOften(clock, ({ registerId: register, ...progress }) =>
      observer.record({ name: "sync_progress", register, ...progress }),
    ),
  });
  const changes = composeChanges({ config, database, observer: options.observer }, deps);
  await jobs.start(
    (firing) => observed("use-case", { name: "nightly-run" }, () => workOnFiring(deps, firing)),
    changes,
  );
  return {
    async stop() {
      stopping.abort();
      await jobs.stop();
    },
  };
}

function everySoOften(
  clock: Clock,
  tell: (progress: SyncProgress) => void,
): (progress: SyncProgress) => void {
  let told = clock().getTime();
  return (progress) => {
    if (clock().getTime() - told < TELL_EVERY_MS) return;
    told = clock().getTime();
    tell(progress);
  };
}
