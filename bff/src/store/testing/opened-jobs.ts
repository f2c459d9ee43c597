import { sql } from "kysely";
import { fromPglite, PgBoss } from "pg-boss";
import type { Firing, FiringEnd, FrequentWork, Jobs } from "../../ports/jobs.ts";
import type { Database, DatabaseEngine } from "../database.ts";
import { createJobs } from "../jobs.ts";
import type { StoreEngine } from "./store-engines.ts";

/** Fires every four years: whatever a test sends is the only job. */
const LEAP_DAYS = "15 3 29 2 *";
/** As often as the queue allows. */
const QUICK = { workSeconds: 0.5, deadSeconds: 1 };

export interface OpenedJobs {
  readonly db: Database["db"];
  /** The queue as the test sees it. */
  readonly queue: PgBoss;
  /** What any of the jobs of this store has reported as a fault. */
  readonly faults: string[];
  /** One more process that works on the queue; stopped at the end of the test. */
  start(
    work: (firing: Firing) => Promise<FiringEnd>,
    more?: { readonly cron?: string; readonly changes?: FrequentWork },
  ): Promise<Jobs>;
  /** Sends a job that was made a moment after this time; null where the queue takes none. */
  send(madeAt?: string): Promise<string | null>;
  /** As if whatever is to be tried again after a pause had paused. */
  passPause(): Promise<void>;
  /** Stops everybody and empties the queue. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/** A queue in a store of its own. */
export async function openJobs(engine: Pick<StoreEngine, "create">): Promise<OpenedJobs> {
  const store = await engine.create();
  const database = await store.open();
  const { db } = database;
  const faults: string[] = [];
  const onFault = (code: string): void => {
    faults.push(code);
  };
  const queue = openQueue(database.engine, onFault);
  await queue.start();
  let started: Jobs[] = [];
  const start: OpenedJobs["start"] = async (work, { cron = LEAP_DAYS, changes } = {}) => {
    const jobs = createJobs({ engine: database.engine, cron, onFault }, QUICK);
    started.push(jobs);
    await jobs.start(work, changes);
    return jobs;
  };
  const stopAll = async (): Promise<void> => {
    await Promise.all(started.map((jobs) => jobs.stop()));
    started = [];
  };
  // Whoever sends before anybody works needs the queue: a job that lies there is taken at once.
  await start(() => Promise.resolve("over"));
  await stopAll();
  return {
    db,
    queue,
    faults,
    start,
    async send(madeAt = "2028-02-29T02:15:04Z") {
      // Nobody may take it before it is as old as it is to be.
      const id = await queue.send("sync", null, { startAfter: 60 });
      await sql`update pgboss.job set created_on = ${madeAt}::timestamptz, start_after = now()
        where id = ${id}`.execute(db);
      return id;
    },
    async passPause() {
      await sql`update pgboss.job set start_after = now() where name = 'sync' and state = 'retry'`.execute(
        db,
      );
    },
    async rest() {
      await stopAll();
      await sql`delete from pgboss.job where name = 'sync'`.execute(db);
    },
    async close() {
      await stopAll();
      await queue.stop({ graceful: false });
      await store.drop();
    },
  };
}

/** The queue without anybody who works on it. */
function openQueue(engine: DatabaseEngine, onFault: (code: string) => void): PgBoss {
  const queue = new PgBoss({
    ...(engine.name === "postgres"
      ? { connectionString: engine.connectionString, max: 1 }
      : { db: fromPglite(engine.pglite), backend: "pglite" as const }),
    schema: "pgboss",
    schedule: false,
    supervise: false,
  });
  queue.on("error", ({ name }) => onFault(name));
  return queue;
}
