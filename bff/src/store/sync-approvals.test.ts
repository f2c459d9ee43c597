import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StepMode } from "../domain/sync/report.ts";
import type { RunRequest, StepName } from "../ports/sync-runs.ts";
import { KEEP, NO_CALLS, plannedPage, planPages, SCHOOL, STAFF, tallyOf } from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

/** What a list of one page would do. */
const LIST = tallyOf({
  read: 900,
  lookedUp: 880,
  fields: { mobile: { changed: 30, emptied: 2, filled: 50 }, email: { changed: 11, emptied: 4 } },
});

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))(
  "N12: what a person approves on $name",
  (engine) => {
    let opened: OpenedSyncRuns;

    beforeAll(async () => {
      opened = await openSyncRuns(engine);
    });
    beforeEach(() => opened.empty());
    afterAll(() => opened.close());

    const approve = () => opened.first.approve(SCHOOL.registerId);
    const approval = (name: StepName = SCHOOL) => opened.first.approval(name);

    /** A run of the school that has listed what it would do, in whole. */
    async function listed(
      mode: StepMode,
      more: { name?: StepName; tally?: typeof LIST } = {},
    ): Promise<string> {
      const { name = SCHOOL, tally = LIST } = more;
      const runId = await opened.begin(request(name));
      await opened.first.beginStep(runId, name, mode);
      await planPages(opened.first, runId, name, 1, { tally });
      return runId;
    }

    async function end(runId: string, state: "done" | "stopped" = "done", name = SCHOOL): Promise<void> {
      const reason = state === "stopped" ? "too-many-changed" : null;
      await opened.first.endStep(runId, name, { state, reason, calls: NO_CALLS });
      await opened.first.endRun(runId);
    }

    it("is nothing before the first time", async () => {
      expect(await approve()).toEqual([]);
      expect(await approval()).toBeNull();
    });

    it.each<StepMode>(["first-run", "dry-run"])("may be the list of a %s", async (mode) => {
      await end(await listed(mode));
      expect(await approve()).toEqual([SCHOOL]);
      expect(await approval()).not.toBeNull();
    });

    it("lets pass once what was on the list, and stays an approval", async () => {
      await end(await listed("first-run"));
      await approve();
      await opened.first.useApproval(SCHOOL);
      expect(await approval()).toEqual({ changed: 0, emptied: 0, read: null });
    });

    it("may be what the breaker has stopped", async () => {
      await end(await listed("write"), "stopped");
      expect(await approve()).toEqual([SCHOOL]);
    });

    it("holds how much changes and is emptied in both channels, and how many were read", async () => {
      await end(await listed("first-run"));
      await approve();
      expect(await approval()).toEqual({ changed: 41, emptied: 6, read: 900 });
    });

    it("is the newest list, in the place of what was approved before", async () => {
      await end(await listed("first-run"));
      await approve();
      const tally = tallyOf({ read: 7, fields: { mobile: { changed: 5 }, email: {} } });
      await end(await listed("dry-run", { tally }));
      await approve();
      expect(await approval()).toEqual({ changed: 5, emptied: 0, read: 7 });
    });

    it("stays as it was until a person approves again", async () => {
      await end(await listed("first-run"));
      await approve();
      await end(await listed("dry-run", { tally: tallyOf({ read: 1 }) }));
      expect(await approval()).toMatchObject({ read: 900 });
    });

    it("is of each population for itself", async () => {
      await end(await listed("first-run"));
      await end(await listed("first-run", { name: STAFF }), "done", STAFF);
      expect(await approve()).toEqual([SCHOOL, STAFF]);
    });

    it("is of no population that has no list", async () => {
      await end(await listed("first-run"));
      expect(await approve()).toEqual([SCHOOL]);
      expect(await approval(STAFF)).toBeNull();
    });

    it("is of no other register", async () => {
      await end(await listed("first-run"));
      expect(await opened.first.approve("kindergarten")).toEqual([]);
      expect(await approval()).toBeNull();
    });

    it("is no list that has a gap", async () => {
      const runId = await opened.begin(request(SCHOOL));
      await opened.first.beginStep(runId, SCHOOL, "first-run");
      await opened.first.savePage(runId, SCHOOL, plannedPage(0, { nextCursor: "behind 0" }), KEEP);
      await opened.first.savePage(runId, SCHOOL, plannedPage(2), KEEP);
      await end(runId, "stopped");
      expect(await approve()).toEqual([]);
      expect(await approval()).toBeNull();
    });

    it("is no older list where the newest one is not whole", async () => {
      await end(await listed("first-run"));
      const runId = await opened.begin(request(SCHOOL));
      await opened.first.beginStep(runId, SCHOOL, "first-run");
      await opened.first.savePage(runId, SCHOOL, plannedPage(0, { nextCursor: "behind 0" }), KEEP);
      expect(await approve()).toEqual([]);
    });

    it("is the newest list, also while a later run has not come to the register yet", async () => {
      await end(await listed("first-run"));
      const runId = await opened.begin(request(SCHOOL));
      expect(await approve()).toEqual([SCHOOL]);
      await opened.first.endRun(runId);
      expect(await approve()).toEqual([SCHOOL]);
    });

    it("is no list that has been written", async () => {
      const runId = await listed("write");
      await opened.first.passStep(runId, SCHOOL, 900);
      await end(runId);
      expect(await approve()).toEqual([]);
    });

    it("is no list that was stopped while it was being written", async () => {
      const runId = await listed("write");
      await opened.first.passStep(runId, SCHOOL, 900);
      await end(runId, "stopped");
      expect(await approve()).toEqual([]);
    });

    it("is no list that is on its way to be written", async () => {
      await listed("write");
      expect(await approve()).toEqual([]);
    });

    it.each<StepMode>(["verify-only", "off"])("N14: is nothing of a register that is %s", async (mode) => {
      await end(await listed(mode));
      expect(await approve()).toEqual([]);
    });
  },
);

function request(name: StepName): Partial<RunRequest> {
  return { occurrence: null, steps: [name] };
}
