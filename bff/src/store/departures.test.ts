import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StepName } from "../ports/sync-runs.ts";
import { KINDERGARTEN, planPages, SCHOOL, STAFF, wholeStep } from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

const TERM = 90;

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "N15: who leaves a population on $name",
  (engine) => {
    let opened: OpenedSyncRuns;

    beforeAll(async () => {
      opened = await openSyncRuns(engine);
    });
    beforeEach(() => opened.empty());
    afterAll(() => opened.close());

    const settle = (runId: string, name = SCHOOL) => opened.departures.settle(runId, name);
    const due = (name = SCHOOL, days = TERM, limit = 100) => opened.departures.due(name, days, limit);

    /** A night in which the register had these members, and what had left by then. */
    async function night(personIds: readonly string[], name: StepName = SCHOOL): Promise<number> {
      const runId = await nightNotSettled(personIds, name);
      return settle(runId, name);
    }

    async function nightNotSettled(personIds: readonly string[], name: StepName = SCHOOL): Promise<string> {
      const runId = await opened.begin({ occurrence: null, steps: [name] });
      await wholeStep(opened.first, runId, name, personIds);
      await opened.first.endRun(runId);
      return runId;
    }

    /** As if whoever has left had left so many days earlier. */
    async function pass(days: number): Promise<void> {
      await sql`update sync_departures set left_at = left_at - ${days} * interval '1 day'`.execute(opened.db);
    }

    it("nobody leaves on the first night", async () => {
      expect(await night(["kari", "ola"])).toBe(0);
    });

    it("who is missing has left", async () => {
      await night(["kari", "ola", "per"]);
      expect(await night(["kari"])).toBe(2);
      await pass(TERM);
      expect(await due()).toEqual(["ola", "per"]);
    });

    it("who comes new has not left", async () => {
      await night(["kari"]);
      expect(await night(["kari", "ola"])).toBe(0);
    });

    it("who is on another page than before has not left", async () => {
      const runId = await opened.begin({ occurrence: null, steps: [SCHOOL] });
      await opened.first.beginStep(runId, SCHOOL, "write");
      await planPages(opened.first, runId, SCHOOL, 3);
      await opened.first.passStep(runId, SCHOOL, 3);
      await opened.first.endRun(runId);
      await settle(runId);
      expect(await night(["person-2", "person-1", "person-0"])).toBe(0);
    });

    it("SY2: who was on a page that was planned again without her was no member that night", async () => {
      const runId = await opened.begin({ occurrence: null, steps: [SCHOOL] });
      await planPages(opened.first, runId, SCHOOL, 1, { personIds: ["kari", "ola"] });
      await wholeStep(opened.first, runId, SCHOOL, ["kari"]);
      await opened.first.endRun(runId);
      await settle(runId);
      expect(await night(["kari"])).toBe(0);
    });

    it("who returns has not left", async () => {
      await night(["kari", "ola"]);
      await night(["kari"]);
      expect(await night(["kari", "ola"])).toBe(0);
      await pass(TERM);
      expect(await due()).toEqual([]);
    });

    it("who leaves again after a return has left anew", async () => {
      await night(["kari", "ola"]);
      await night(["kari"]);
      await pass(TERM);
      await night(["kari", "ola"]);
      await night(["kari"]);
      expect(await due()).toEqual([]);
      await pass(TERM);
      expect(await due()).toEqual(["ola"]);
    });

    it("who stays away keeps the day on which she left", async () => {
      await night(["kari", "ola"]);
      await night(["kari"]);
      await pass(TERM);
      expect(await night(["kari"])).toBe(1);
      expect(await due()).toEqual(["ola"]);
    });

    it("settling the same night twice makes no difference", async () => {
      await night(["kari", "ola"]);
      const runId = await nightNotSettled(["kari"]);
      expect(await settle(runId)).toBe(1);
      expect(await settle(runId)).toBe(1);
      await pass(TERM);
      expect(await due()).toEqual(["ola"]);
    });

    it("who left before a night that was never settled has left all the same", async () => {
      await night(["kari", "ola", "per"]);
      await nightNotSettled(["kari", "per"]);
      expect(await night(["kari"])).toBe(2);
      await pass(TERM);
      expect(await due()).toEqual(["ola", "per"]);
    });

    it("who returned on a night that was never settled, and left again, has left anew", async () => {
      await night(["kari", "ola"]);
      await night(["kari"]);
      await pass(TERM);
      await nightNotSettled(["kari", "ola"]);
      expect(await night(["kari"])).toBe(1);
      expect(await due()).toEqual([]);
    });

    it("a night that was not whole tells nothing of anybody", async () => {
      await night(["kari", "ola"]);
      const runId = await opened.begin({ occurrence: null, steps: [SCHOOL] });
      await planPages(opened.first, runId, SCHOOL, 1, { personIds: ["kari"] });
      await opened.first.endRun(runId);
      expect(await settle(runId)).toBe(0);
      expect(await night(["kari", "ola"])).toBe(0);
    });

    it("no more is kept of who the members were than the last night's list", async () => {
      await night(["kari", "ola"]);
      await night(["kari"]);
      const stopped = await opened.begin({ occurrence: null, steps: [SCHOOL] });
      await opened.first.beginStep(stopped, SCHOOL, "write");
      await planPages(opened.first, stopped, SCHOOL, 1, { personIds: ["anne"] });
      await opened.first.endRun(stopped);
      await night(["per"]);
      const { rows } = await sql<{ ids: string[] }>`
      select person_ids as ids from sync_pages where person_ids is not null`.execute(opened.db);
      expect(rows).toEqual([{ ids: ["per"] }]);
    });

    it("each register and each population is for itself", async () => {
      await night(["kari", "ola"]);
      await night(["kari", "ola"], KINDERGARTEN);
      await night(["per"], STAFF);
      await night(["kari"]);
      await night(["nobody"], STAFF);
      await pass(TERM);
      expect(await due(SCHOOL)).toEqual(["ola"]);
      expect(await due(STAFF)).toEqual(["per"]);
      expect(await due(KINDERGARTEN)).toEqual([]);
    });

    it("nobody is due before the term is over", async () => {
      await night(["kari", "ola"]);
      await night(["kari"]);
      await pass(TERM - 1);
      expect(await due()).toEqual([]);
      await pass(1);
      expect(await due()).toEqual(["ola"]);
    });

    it("so many are due at a time", async () => {
      await night(["a", "b", "c"]);
      await night([]);
      await pass(TERM);
      expect(await due(SCHOOL, TERM, 2)).toEqual(["a", "b"]);
    });

    it("who is a member of the register's other population is not due", async () => {
      await night(["kari", "ola", "per"]);
      await night(["ola", "somebody else"], STAFF);
      await night(["kari"]);
      await pass(TERM);
      expect(await due()).toEqual(["per"]);
    });

    it("who has left the other population too is due", async () => {
      await night(["kari", "ola"]);
      await night(["ola"], STAFF);
      await night(["kari"]);
      await pass(TERM);
      await night(["somebody else"], STAFF);
      expect(await due()).toEqual(["ola"]);
    });

    it("who is missing in a part of the other population may still be in it", async () => {
      await night(["kari", "ola"]);
      await night(["ola"], STAFF);
      await night(["kari"]);
      await pass(TERM);
      const runId = await opened.begin({ occurrence: null, steps: [STAFF] });
      await planPages(opened.first, runId, STAFF, 1, { personIds: ["somebody else"] });
      expect(await due()).toEqual([]);
    });

    it("who is a member of another register under the same name is somebody else, and due", async () => {
      await night(["kari", "ola"]);
      await night(["ola"], { registerId: "kindergarten", population: "employees" });
      await night(["kari"]);
      await pass(TERM);
      expect(await due()).toEqual(["ola"]);
    });
  },
);
