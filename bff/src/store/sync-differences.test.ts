import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeyring, randomSessionKey } from "../platform/keyring.ts";
import { ListUnreadable, type Difference, type SyncRuns } from "../ports/sync-runs.ts";
import { KARI } from "../ports/testing/people.ts";
import { createSyncRuns } from "./sync-runs.ts";
import {
  BY_HAND,
  KEEP,
  KINDERGARTEN,
  listOf,
  plannedChange,
  plannedPage,
  plannedWrite,
  planPages,
  SCHOOL,
  STAFF,
  tallyOf,
} from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

/** More than are read from the database at a time, and no multiple of it. */
const MANY = 23;

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "N12: the list of differences on $name",
  (engine) => {
    let opened: OpenedSyncRuns;
    let runId: string;

    beforeAll(async () => {
      opened = await openSyncRuns(engine);
    });
    beforeEach(async () => {
      await opened.empty();
      runId = await opened.begin(BY_HAND);
    });
    afterAll(() => opened.close());

    async function lines(runs: SyncRuns = opened.second, of = runId): Promise<Difference[]> {
      return listOf(runs.differences(of));
    }

    const personIds = async () => (await lines()).map(({ personId }) => personId);

    it("has a line for each field, with what stands there now and what would", async () => {
      const changes = [
        plannedChange(),
        {
          kind: "emptied",
          before: "kari.normann@example.no",
          change: { field: "email", value: null, origin: "krr" },
        },
      ] as const;
      await planPages(opened.first, runId, SCHOOL, 1, { writes: [plannedWrite("p-1", { changes })] });
      expect(await lines()).toEqual([
        {
          ...SCHOOL,
          personId: "p-1",
          field: "mobile",
          kind: "changed",
          before: "40612345",
          after: "+4791234567",
        },
        {
          ...SCHOOL,
          personId: "p-1",
          field: "email",
          kind: "emptied",
          before: "kari.normann@example.no",
          after: null,
        },
      ]);
    });

    it("names people by the register's own id, and never by their national id", async () => {
      await planPages(opened.first, runId, SCHOOL, 2);
      const list = await lines();
      expect(list).toHaveLength(2);
      expect(JSON.stringify(list)).not.toContain(KARI.reveal());
      expect(Object.keys(list[0] ?? {})).not.toContain("nationalId");
    });

    it("goes by the steps of the run, and in each by its pages, however many and however they came", async () => {
      await planPages(opened.first, runId, KINDERGARTEN, 1, { writes: [plannedWrite("in kindergarten")] });
      await planPages(opened.first, runId, STAFF, 1, { writes: [plannedWrite("on the staff")] });
      for (let page = MANY - 1; page >= 0; page -= 1)
        await opened.first.savePage(runId, SCHOOL, plannedPage(page), KEEP);
      const inSchool = Array.from({ length: MANY }, (_, page) => `person-${String(page)}`);
      expect(await personIds()).toEqual([...inSchool, "on the staff", "in kindergarten"]);
    });

    it("keeps the order of the writes on a page", async () => {
      const writes = ["third", "first", "second"].map((personId) => plannedWrite(personId));
      await planPages(opened.first, runId, SCHOOL, 1, { writes });
      expect(await personIds()).toEqual(["third", "first", "second"]);
    });

    it("passes over pages without a write, however many lie between two with one", async () => {
      await opened.first.savePage(runId, SCHOOL, plannedPage(0), KEEP);
      for (let page = 1; page < MANY; page += 1)
        await opened.first.savePage(runId, SCHOOL, plannedPage(page, { writes: [] }), KEEP);
      await opened.first.savePage(runId, SCHOOL, plannedPage(MANY), KEEP);
      expect(await personIds()).toEqual(["person-0", `person-${String(MANY)}`]);
    });

    it("has nothing any more of what is written", async () => {
      await planPages(opened.first, runId, SCHOOL, 2);
      await opened.first.savePageOutcome(runId, SCHOOL, 0, tallyOf());
      expect(await personIds()).toEqual(["person-1"]);
    });

    it("N14: has nothing where the municipality only compares", async () => {
      await opened.first.savePage(runId, SCHOOL, plannedPage(0), { writes: false });
      expect(await lines()).toEqual([]);
    });

    it("has nothing of another run", async () => {
      await planPages(opened.first, runId, SCHOOL, 1);
      await opened.first.endRun(runId);
      const next = await opened.begin(BY_HAND);
      expect(await lines(opened.second, next)).toEqual([]);
      expect(await lines(opened.second, "no run")).toEqual([]);
    });

    it("is refused to who has other keys, and is no empty list", async () => {
      await planPages(opened.first, runId, SCHOOL, 1);
      const stranger = createSyncRuns(opened.db, createKeyring([randomSessionKey()]));
      await expect(lines(stranger)).rejects.toThrow(ListUnreadable);
      expect(await lines()).toHaveLength(1);
    });
  },
);
