import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import {
  KEEP,
  KINDERGARTEN,
  plannedPage,
  planPages,
  SCHOOL,
  STAFF,
  wholeStep,
} from "./testing/sync-examples.ts";
import { storeEngines } from "./testing/store-engines.ts";

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "the members of a population on $name",
  (engine) => {
    let opened: OpenedSyncRuns;

    beforeAll(async () => {
      opened = await openSyncRuns(engine);
    });
    beforeEach(() => opened.empty());
    afterAll(() => opened.close());

    const among = async (personIds: readonly string[], name = SCHOOL) =>
      [...(await opened.second.membersAmong(name, personIds))].sort();

    it("are those of the newest whole step, also once it is settled", async () => {
      const { first, departures } = opened;
      const nights = [
        ["stays", "leaves"],
        ["stays", "comes"],
      ];
      for (const members of nights) {
        const runId = await opened.begin({ occurrence: null });
        await wholeStep(first, runId, SCHOOL, members);
        await departures.settle(runId, SCHOOL);
        await first.endRun(runId);
      }
      expect(await among(["stays", "leaves", "comes", "nobody"])).toEqual(["comes", "stays"]);
    });

    it("stand on all its pages, and each is named once", async () => {
      const runId = await opened.begin();
      await planPages(opened.first, runId, SCHOOL, 2);
      await opened.first.savePage(runId, SCHOOL, plannedPage(2, { personIds: ["person-0", "last"] }), KEEP);
      await opened.first.passStep(runId, SCHOOL, 4);
      expect(await among(["person-0", "person-1", "last"])).toEqual(["last", "person-0", "person-1"]);
    });

    it("are nobody before there was a whole step, nor by a step that is not", async () => {
      const runId = await opened.begin();
      await planPages(opened.first, runId, SCHOOL, 1);
      expect(await among(["person-0"])).toEqual([]);
    });

    it("are those of this register and this population", async () => {
      await wholeStep(opened.first, await opened.begin(), SCHOOL, ["one"]);
      expect([await among(["one"], STAFF), await among(["one"], KINDERGARTEN), await among([])]).toEqual([
        [],
        [],
        [],
      ]);
    });
  },
);
