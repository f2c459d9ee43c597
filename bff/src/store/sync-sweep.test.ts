import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sweep } from "./sweep.ts";
import { listOf, NIGHT, planPages, SCHOOL } from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "the sweep of the nightly run's book on $name",
  (engine) => {
    let opened: OpenedSyncRuns;

    beforeAll(async () => {
      opened = await openSyncRuns(engine);
    });
    beforeEach(() => opened.empty());
    afterAll(() => opened.close());

    const sweepNow = () => sweep(opened.db, { copyHours: 24 });
    const lines = async (runId: string) => (await listOf(opened.first.differences(runId))).length;

    /** A run so many days ago that has listed what it would do. */
    async function listed(age: string, state: "running" | "finished" = "finished"): Promise<string> {
      const runId = await opened.begin({ occurrence: null });
      await opened.first.beginStep(runId, SCHOOL, "dry-run");
      await planPages(opened.first, runId, SCHOOL, 2);
      if (state === "finished") await opened.first.endRun(runId);
      await opened.age(runId, age);
      return runId;
    }

    it("deletes lists with values after thirty days", async () => {
      const [older, younger] = [await listed("30 days 1 hour"), await listed("29 days 23 hours")];
      await sweepNow();
      expect(await lines(older)).toBe(0);
      expect(await lines(younger)).toBe(2);
    });

    it("leaves no sealed value behind", async () => {
      await listed("31 days");
      await sweepNow();
      const { rows } = await sql`select 1 from sync_pages where length(sealed_writes) > 0`.execute(opened.db);
      expect(rows).toEqual([]);
    });

    it("keeps the report, with every count, when the list is gone", async () => {
      const runId = await listed("31 days");
      const before = await opened.first.report(runId);
      await sweepNow();
      expect(await opened.first.report(runId)).toEqual(before);
      expect(before?.steps[0]?.tally).toMatchObject({ read: 2, fields: { mobile: { changed: 2 } } });
    });

    it("does not make done what was not carried out", async () => {
      const runId = await opened.begin();
      await opened.first.beginStep(runId, SCHOOL, "write");
      await planPages(opened.first, runId, SCHOOL, 2);
      await opened.first.passStep(runId, SCHOOL, 2);
      await opened.first.endRun(runId);
      await opened.age(runId, "31 days");
      const before = await opened.first.report(runId);
      await sweepNow();
      expect(before?.steps[0]?.tally.fields.mobile).toEqual({ failed: 2 });
      expect(await opened.first.report(runId)).toEqual(before);
    });

    it("keeps the writes of a run that is still running", async () => {
      const runId = await listed("31 days", "running");
      await sweepNow();
      expect(await opened.first.pendingPages(runId, SCHOOL, 10)).toMatchObject([
        { writes: [{ personId: "person-0" }] },
        { writes: [{ personId: "person-1" }] },
      ]);
    });

    it("deletes reports after a year, with all that belongs to them", async () => {
      const [older, younger] = [await listed("366 days"), await listed("364 days")];
      await sweepNow();
      expect(await opened.first.report(older)).toBeNull();
      expect(await opened.first.report(younger)).not.toBeNull();
      const { rows } =
        await sql`select distinct run_id from sync_pages join sync_steps using (step_id)`.execute(opened.db);
      expect(rows).toEqual([{ run_id: younger }]);
    });

    it("keeps what a person has approved", async () => {
      const runId = await listed("366 days");
      await opened.first.approve(SCHOOL.registerId);
      await sweepNow();
      expect(await opened.first.report(runId)).toBeNull();
      expect(await opened.first.approval(SCHOOL)).toMatchObject({ read: 2, changed: 2 });
    });

    it("SY11: keeps the note of a deletion for five years", async () => {
      for (const [person, age] of [
        ["older", "5 years 1 day"],
        ["younger", "4 years 364 days"],
      ] as const)
        await sql`insert into sync_deletions (register_id, population, person, fields_emptied, deleted_at)
        values ('school', 'guardians', ${person}, 1, now() - ${age}::interval)`.execute(opened.db);
      await sweepNow();
      const notes = await opened.db.selectFrom("sync_deletions").select("person").execute();
      expect(notes).toEqual([{ person: "younger" }]);
    });

    it("N15: keeps who has left until her values are deleted", async () => {
      await sql`insert into sync_departures (register_id, population, person_id, left_at)
      values ('school', 'guardians', 'kari', now() - interval '10 years')`.execute(opened.db);
      await sweepNow();
      expect(await opened.departures.due(SCHOOL, 90, 10)).toEqual(["kari"]);
    });

    it("SY7: remembers for a year that a firing has had its run", async () => {
      const runId = await opened.begin();
      await opened.first.endRun(runId);
      await opened.age(runId, "364 days");
      await sweepNow();
      expect(await opened.first.admit(NIGHT)).toEqual({ state: "done", runId });
    });
  },
);
