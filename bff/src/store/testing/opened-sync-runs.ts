import { sql } from "kysely";
import { createKeyring, randomSessionKey, type Keyring } from "../../platform/keyring.ts";
import type { Departures } from "../../ports/departures.ts";
import type { RunRequest, SyncRuns } from "../../ports/sync-runs.ts";
import type { Database } from "../database.ts";
import { createDepartures } from "../departures.ts";
import { migrate } from "../migrate.ts";
import { createSyncRuns } from "../sync-runs.ts";
import type { StoreEngine } from "./store-engines.ts";
import { NIGHT } from "./sync-examples.ts";

export interface OpenedSyncRuns {
  readonly db: Database["db"];
  readonly keyring: Keyring;
  /** The book as two processes keep it, each under a name of its own. */
  readonly first: SyncRuns;
  readonly second: SyncRuns;
  readonly departures: Departures;
  /** Admits the first process to a new run. */
  begin(request?: Partial<RunRequest>): Promise<string>;
  /** As if the holder of the run had not been heard for longer than it may be silent. */
  silence(runId: string): Promise<void>;
  /** As if the run had begun so much earlier, such as `8 hours`. */
  age(runId: string, by: string): Promise<void>;
  /** Leaves no run and nothing that outlives one. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** The book of the nightly run in a store of its own. */
export async function openSyncRuns(engine: Pick<StoreEngine, "create">): Promise<OpenedSyncRuns> {
  const store = await engine.create();
  const { db } = await store.open();
  await migrate(db);
  const keyring = createKeyring([randomSessionKey()]);
  const first = createSyncRuns(db, keyring);
  return {
    db,
    keyring,
    first,
    second: createSyncRuns(db, keyring),
    departures: createDepartures(db, keyring),
    async begin(request = {}) {
      const admission = await first.admit({ ...NIGHT, ...request });
      if (admission.state !== "admitted") throw new Error(`the run is ${admission.state}`);
      return admission.runId;
    },
    async silence(runId) {
      await sql`update sync_runs set held_until = now() - interval '1 second' where run_id = ${runId}`.execute(
        db,
      );
    },
    async age(runId, by) {
      await sql`update sync_runs set started_at = started_at - ${by}::interval,
        finished_at = finished_at - ${by}::interval where run_id = ${runId}`.execute(db);
    },
    async empty() {
      for (const table of ["sync_runs", "sync_approvals", "sync_departures", "sync_deletions"] as const)
        await db.deleteFrom(table).execute();
    },
    close: () => store.drop(),
  };
}
