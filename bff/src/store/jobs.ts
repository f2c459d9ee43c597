import { CronExpressionParser } from "cron-parser";
import { PgBoss, fromPglite, type ConstructorOptions } from "pg-boss";
import { occurrenceName, SCHEDULE_ZONE } from "../domain/sync/schedule.ts";
import type { Firing, FrequentWork, Jobs } from "../ports/jobs.ts";
import type { DatabaseEngine } from "./database.ts";
import { guarded } from "./guarded.ts";

const QUEUE = "sync";
const CHANGES_QUEUE = "krr-changes";
/** A holder that is silent for so long is dead, and its job goes to somebody else. */
const HEARTBEAT_SECONDS = 15;
/** How often the queue is looked at: for work, and for holders that have died. */
interface Pace {
  readonly workSeconds: number;
  readonly deadSeconds: number;
}
const PACE: Pace = { workSeconds: 2, deadSeconds: 10 };
/** A firing comes again for as long as a night is, by and by less often. */
const RETRIES = { retryLimit: 60, retryDelay: 20, retryBackoff: true, retryDelayMax: 300 } as const;
const LONGEST_RUN_SECONDS = 12 * 60 * 60;
const STOP_WITHIN_MS = 8000;
const WORK = { includeMetadata: true, heartbeatRefreshSeconds: 4 } as const;
/** As of the pages' connections: one whose other end is gone without a word must not silence the queue. */
const CONNECTIONS = {
  max: 2,
  connectionTimeoutMillis: 5000,
  query_timeout: 60_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  maxLifetimeSeconds: 60,
};
/** A job that is made a moment early is still for the firing that follows. */
const EARLY_MS = 5000;

/** A firing whose work is not over; the queue brings it again. Holds nothing, since the queue keeps errors. */
class NotOver extends Error {
  override readonly name = "NotOver";
}

/** The schedule on pg-boss: one job at a time over all replicas, with a heartbeat, in the clocks of Norway (SY1, SY2, SY7). */
export function createJobs(
  options: {
    engine: DatabaseEngine;
    cron: string;
    onFault: (code: string) => void;
  },
  pace: Pace = PACE,
): Jobs {
  const { cron } = options;
  const working = { ...WORK, pollingIntervalSeconds: pace.workSeconds };
  const boss = new PgBoss({
    ...connectionOf(options.engine),
    schema: "pgboss",
    monitorIntervalSeconds: pace.deadSeconds,
    superviseIntervalSeconds: pace.deadSeconds,
  });
  // Its errors quote statements; what went wrong is told by the name alone.
  boss.on("error", (error) => options.onFault(error.name));
  const stopping = new AbortController();

  async function begin(...[work, changes = null]: Parameters<Jobs["start"]>): Promise<void> {
    await boss.start();
    const queue = {
      ...RETRIES,
      expireInSeconds: LONGEST_RUN_SECONDS,
      heartbeatSeconds: HEARTBEAT_SECONDS,
    };
    await boss.createQueue(QUEUE, { policy: "exclusive", ...queue });
    await boss.updateQueue(QUEUE, queue);
    await boss.schedule(QUEUE, cron, null, { tz: SCHEDULE_ZONE, missed: "once" });
    await boss.work(QUEUE, working, async ([job]) => {
      // What is repeated or handed over is still the firing that it was made for.
      if (job === undefined) return;
      const end = await work({ ...firingBefore(cron, job.createdOn), stopping: stopping.signal });
      if (end === "again") throw new NotOver();
    });
    await scheduleChanges(boss, changes, working);
  }

  return {
    async start(work, changes = null) {
      try {
        await guarded(() => begin(work, changes));
      } catch (error) {
        // Whoever tries again does so by a queue of its own.
        await boss.stop({ graceful: false }).catch(() => undefined);
        throw error;
      }
    },
    async stop() {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    },
  };
}

/** Switched off, it is taken off the schedule that it was left on when it was on. */
async function scheduleChanges(
  boss: PgBoss,
  changes: FrequentWork | null,
  working: typeof WORK & { readonly pollingIntervalSeconds: number },
): Promise<void> {
  if (changes === null) {
    await boss.unschedule(CHANGES_QUEUE);
    return;
  }
  // The next firing is the retry.
  const queue = { retryLimit: 0, expireInSeconds: LONGEST_RUN_SECONDS, heartbeatSeconds: HEARTBEAT_SECONDS };
  await boss.createQueue(CHANGES_QUEUE, { policy: "exclusive", ...queue });
  await boss.updateQueue(CHANGES_QUEUE, queue);
  await boss.schedule(CHANGES_QUEUE, changes.cron, null, { tz: SCHEDULE_ZONE, missed: "skip" });
  await boss.work(CHANGES_QUEUE, working, () => changes.work());
}

/** The firing that a job is about: the last one before it was made, also for one that is made late. */
export function firingBefore(cron: string, now: Date): Pick<Firing, "occurrence" | "firedAt"> {
  const currentDate = new Date(now.getTime() + EARLY_MS);
  const firedAt = CronExpressionParser.parse(cron, { currentDate, tz: SCHEDULE_ZONE }).prev().toDate();
  return { occurrence: occurrenceName(firedAt), firedAt };
}

function connectionOf(engine: DatabaseEngine): ConstructorOptions {
  return engine.name === "postgres"
    ? { connectionString: engine.connectionString, application_name: "foresattportal jobs", ...CONNECTIONS }
    : { db: fromPglite(engine.pglite), backend: "pglite" };
}
