import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StepMode } from "../domain/sync/report.ts";
import type { StepName } from "../ports/sync-runs.ts";
import {
  BY_HAND,
  KEEP,
  KINDERGARTEN,
  NIGHT,
  NO_CALLS,
  plannedPage,
  planPages,
  SCHOOL,
  STAFF,
  tallyOf,
} from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "N13: the report of a run on $name",
  (engine) => {
    let opened: OpenedSyncRuns;

    beforeAll(async () => {
      opened = await openSyncRuns(engine);
    });
    beforeEach(() => opened.empty());
    afterAll(() => opened.close());

    async function stepOf(runId: string, name: StepName = SCHOOL) {
      const report = await opened.second.report(runId);
      return report?.steps.find(
        ({ registerId, population }) => registerId === name.registerId && population === name.population,
      );
    }

    /** A run of the school with so many planned pages. */
    async function planned(mode: StepMode, pages = 1): Promise<string> {
      const runId = await opened.begin();
      await opened.first.beginStep(runId, SCHOOL, mode);
      await planPages(opened.first, runId, SCHOOL, pages);
      return runId;
    }

    it("is none where there is no such run", async () => {
      expect(await opened.first.report("latest")).toBeNull();
      expect(await opened.first.report("of another time")).toBeNull();
    });

    it("says while the run is running how far each step has come, in order", async () => {
      const runId = await planned("write");
      const report = await opened.second.report(runId);
      expect(report).toMatchObject({ runId, state: "running", finishedAt: null, dryRun: false });
      expect(report?.startedAt).toBeInstanceOf(Date);
      expect(
        report?.steps.map(({ registerId, population, state }) => [registerId, population, state]),
      ).toEqual([
        ["school", "guardians", "planning"],
        ["school", "employees", "waiting"],
        ["kindergarten", "guardians", "waiting"],
      ]);
    });

    it("says when the run was over", async () => {
      const runId = await planned("write");
      await opened.first.endRun(runId);
      const report = await opened.second.report(runId);
      expect(report).toMatchObject({ state: "finished" });
      expect(report?.finishedAt?.getTime()).toBeGreaterThanOrEqual(report?.startedAt.getTime() ?? Infinity);
    });

    it.each([
      ["the schedule", "night", NIGHT],
      ["a person", "command", { ...BY_HAND, dryRun: true }],
    ])("says that %s had it run", async (_who, trigger, request) => {
      const runId = await opened.begin(request);
      expect(await opened.first.report(runId)).toMatchObject({ trigger, dryRun: request.dryRun });
    });

    it("is the newest one when asked for the latest, and any one by its name", async () => {
      const earlier = await opened.begin(BY_HAND);
      await opened.first.endRun(earlier);
      await opened.age(earlier, "1 minute");
      const later = await opened.begin(BY_HAND);
      expect(await opened.first.report("latest")).toMatchObject({ runId: later });
      expect(await opened.first.report(earlier)).toMatchObject({ runId: earlier });
    });

    it("tells what is planned as planned, and what is written as done", async () => {
      const runId = await planned("write", 2);
      expect(await stepOf(runId)).toMatchObject({
        planned: true,
        tally: { fields: { mobile: { changed: 2 } } },
      });
      await opened.first.passStep(runId, SCHOOL, 2);
      const blocked = tallyOf({ fields: { mobile: { blocked: 1 }, email: {} } });
      await opened.first.savePageOutcome(runId, SCHOOL, 0, blocked);
      await opened.first.savePageOutcome(runId, SCHOOL, 1, plannedPage(1).tally);
      await opened.first.endStep(runId, SCHOOL, { state: "done", reason: null, calls: NO_CALLS });
      expect(await stepOf(runId)).toMatchObject({
        planned: false,
        tally: { fields: { mobile: { blocked: 1, changed: 1 } } },
      });
    });

    it.each<StepMode>(["dry-run", "first-run", "verify-only"])(
      "tells what a %s has found as planned",
      async (mode) => {
        const runId = await planned(mode);
        await opened.first.passStep(runId, SCHOOL, 1);
        await opened.first.endStep(runId, SCHOOL, { state: "done", reason: null, calls: NO_CALLS });
        expect(await stepOf(runId)).toMatchObject({ mode, planned: true, tally: { read: 1 } });
      },
    );

    it("tells what the breaker has stopped as planned, with the reason", async () => {
      const runId = await planned("write");
      const end = { state: "stopped", reason: "too-many-changed", calls: NO_CALLS } as const;
      await opened.first.endStep(runId, SCHOOL, end);
      expect(await stepOf(runId)).toMatchObject({
        state: "stopped",
        reason: "too-many-changed",
        planned: true,
        tally: { fields: { mobile: { changed: 1 } } },
      });
    });

    it("counts as failed what was not carried out any more when a step was stopped", async () => {
      const runId = await planned("write", 3);
      await opened.first.passStep(runId, SCHOOL, 3);
      await opened.first.savePageOutcome(runId, SCHOOL, 0, plannedPage(0).tally);
      await opened.first.endRun(runId);
      expect(await stepOf(runId)).toMatchObject({
        state: "stopped",
        reason: "not carried out",
        planned: false,
        tally: { read: 3, fields: { mobile: { changed: 1, failed: 2 } }, failures: { "not-carried-out": 2 } },
      });
    });

    it("counts what a waiting step has still to write as it is planned", async () => {
      const runId = await planned("write", 2);
      await opened.first.passStep(runId, SCHOOL, 2);
      await opened.first.postponeStep(runId, SCHOOL, "school timeout", NO_CALLS);
      expect(await stepOf(runId)).toMatchObject({
        state: "waiting",
        reason: "school timeout",
        tally: { fields: { mobile: { changed: 2 } }, failures: {} },
      });
    });

    it("adds up the requests of all tries", async () => {
      const runId = await planned("write");
      await opened.first.postponeStep(runId, SCHOOL, "krr timeout", { krr: 2, register: 3 });
      await opened.first.beginStep(runId, SCHOOL, "write");
      const calls = { krr: 10, register: 20 };
      await opened.first.endStep(runId, SCHOOL, { state: "done", reason: null, calls });
      expect(await stepOf(runId)).toMatchObject({ calls: { krr: 12, register: 23 } });
      expect(await stepOf(runId, STAFF)).toMatchObject({ calls: { krr: 0, register: 0 } });
    });

    it("N15: says how many fields of people who left were emptied", async () => {
      const runId = await planned("write");
      const end = { state: "done", reason: null, calls: NO_CALLS, emptiedAfterLeaving: 4 } as const;
      await opened.first.endStep(runId, SCHOOL, end);
      expect(await stepOf(runId)).toMatchObject({ emptiedAfterLeaving: 4 });
    });

    it("says how long a step took, from its beginning to its end", async () => {
      const runId = await planned("write");
      await opened.first.endStep(runId, SCHOOL, { state: "done", reason: null, calls: NO_CALLS });
      await sql`update sync_steps set started_at = ended_at - interval '90 seconds'
      where ended_at is not null`.execute(opened.db);
      expect(await stepOf(runId)).toMatchObject({ seconds: 90 });
    });

    it("says of a step that is under way how long it has taken, and of one that is not begun nothing", async () => {
      const runId = await planned("write");
      await sql`update sync_steps set started_at = now() - interval '90 seconds'
      where started_at is not null`.execute(opened.db);
      expect((await stepOf(runId))?.seconds).toBeGreaterThanOrEqual(90);
      expect(await stepOf(runId, KINDERGARTEN)).toMatchObject({ seconds: 0 });
    });

    it("SY5: names the first twenty quarantined records with their fault, and counts all", async () => {
      const runId = await opened.begin();
      for (const page of [2, 1, 0]) {
        const quarantined = quarantinedOn(page).map((personId) => ({ personId, fault: "nationalId" }));
        const tally = tallyOf({ read: 9, quarantined: 9 });
        await opened.first.savePage(runId, SCHOOL, plannedPage(page, { quarantined, tally }), KEEP);
      }
      const step = await stepOf(runId);
      expect(step?.quarantined).toEqual(
        [...quarantinedOn(0), ...quarantinedOn(1), ...quarantinedOn(2)]
          .slice(0, 20)
          .map((personId) => ({ personId, fault: "nationalId" })),
      );
      expect(step?.tally.quarantined).toBe(27);
    });

    it("SY5: names a quarantined record that has no id of its own by its fault alone", async () => {
      const runId = await opened.begin();
      const quarantined = [{ personId: null, fault: "personId" }];
      await opened.first.savePage(runId, SCHOOL, plannedPage(0, { quarantined }), KEEP);
      expect((await stepOf(runId))?.quarantined).toEqual(quarantined);
    });
  },
);

/** The register's own ids of nine records of a page. */
function quarantinedOn(page: number): readonly string[] {
  return Array.from({ length: 9 }, (_, index) => `q-${String(page)}-${String(index)}`);
}
