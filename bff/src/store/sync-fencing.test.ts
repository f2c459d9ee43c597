import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RunLost, type SyncRuns } from "../ports/sync-runs.ts";
import { KEEP, NIGHT, NO_CALLS, plannedPage, SCHOOL, tallyOf } from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

/** Everything that changes the book of a run. */
const CHANGES: readonly (readonly [
  name: string,
  change: (runs: SyncRuns, runId: string) => Promise<void>,
])[] = [
  ["beginStep", (runs, runId) => runs.beginStep(runId, SCHOOL, "dry-run")],
  ["dropPages", (runs, runId) => runs.dropPages(runId, SCHOOL, 0)],
  ["savePage of a new page", (runs, runId) => runs.savePage(runId, SCHOOL, plannedPage(1), KEEP)],
  [
    "savePage of a known page",
    (runs, runId) => runs.savePage(runId, SCHOOL, plannedPage(0, { writes: [] }), KEEP),
  ],
  ["passStep", (runs, runId) => runs.passStep(runId, SCHOOL, 1)],
  ["savePageOutcome", (runs, runId) => runs.savePageOutcome(runId, SCHOOL, 0, tallyOf({ read: 1 }))],
  ["endStep", (runs, runId) => runs.endStep(runId, SCHOOL, { state: "done", reason: null, calls: NO_CALLS })],
  ["postponeStep", (runs, runId) => runs.postponeStep(runId, SCHOOL, "krr timeout", NO_CALLS)],
  ["endRun", (runs, runId) => runs.endRun(runId)],
];

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "a process that has lost its run on $name",
  (engine) => {
    let opened: OpenedSyncRuns;
    let runId: string;

    beforeAll(async () => {
      opened = await openSyncRuns(engine);
    });
    beforeEach(async () => {
      await opened.empty();
      runId = await opened.begin();
      await opened.first.beginStep(runId, SCHOOL, "write");
      await opened.first.savePage(runId, SCHOOL, plannedPage(0), KEEP);
    });
    afterAll(() => opened.close());

    async function wholeBook(): Promise<unknown> {
      const tables = ["sync_runs", "sync_steps", "sync_pages"];
      return Promise.all(
        tables.map(async (table) => {
          const { rows } = await sql`select t::text as row from ${sql.table(table)} as t order by 1`.execute(
            opened.db,
          );
          return rows;
        }),
      );
    }

    /** The second process goes on with the run of the first. */
    async function handOver(): Promise<void> {
      await opened.silence(runId);
      expect(await opened.second.admit(NIGHT)).toMatchObject({ state: "admitted", resumed: true });
    }

    it.each(CHANGES)("SY2: changes nothing by %s, and is told", async (_name, change) => {
      await handOver();
      const before = await wholeBook();
      await expect(change(opened.first, runId)).rejects.toThrow(RunLost);
      expect(await wholeBook()).toEqual(before);
    });

    it.each(CHANGES)("SY2: leaves the run to its new holder, who may do %s", async (_name, change) => {
      await handOver();
      const before = await wholeBook();
      await expect(change(opened.second, runId)).resolves.toBeUndefined();
      expect(await wholeBook()).not.toEqual(before);
    });

    it.each(CHANGES)("changes nothing by %s in a run that has ended", async (_name, change) => {
      await opened.first.endRun(runId);
      const before = await wholeBook();
      await expect(change(opened.first, runId)).rejects.toThrow(RunLost);
      expect(await wholeBook()).toEqual(before);
    });

    it("is told when it says that it is alive, and does not hold the run by it", async () => {
      await handOver();
      const before = await wholeBook();
      expect(await opened.first.keepAlive(runId)).toBe(false);
      expect(await wholeBook()).toEqual(before);
    });

    it("does not let go of what is another's", async () => {
      await handOver();
      await opened.first.letGo(runId);
      expect(await opened.first.admit(NIGHT)).toEqual({ state: "busy", runId });
    });

    it("may go on as long as nobody has taken its run, even after a silence", async () => {
      await opened.silence(runId);
      await expect(opened.first.savePage(runId, SCHOOL, plannedPage(1), KEEP)).resolves.toBeUndefined();
    });

    it("may drop pages where there are none", async () => {
      await opened.first.dropPages(runId, SCHOOL, 0);
      await expect(opened.first.dropPages(runId, SCHOOL, 0)).resolves.toBeUndefined();
    });
  },
);
