import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StepMode } from "../domain/sync/report.ts";
import {
  BY_HAND,
  KINDERGARTEN,
  NIGHT,
  NO_CALLS,
  plannedWrite,
  planPages,
  SCHOOL,
  STAFF,
  tallyOf,
  wholeStep,
} from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

const WRITTEN = tallyOf({ read: 1, lookedUp: 1, held: 1, fields: { mobile: { conflict: 1 }, email: {} } });

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("writing by the book on $name", (engine) => {
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

  const pending = async (limit = 10) =>
    (await opened.first.pendingPages(runId, SCHOOL, limit)).map(({ page }) => page);

  it("goes by the pages in order, so many at a time", async () => {
    await planPages(opened.first, runId, SCHOOL, 3);
    expect(await pending(2)).toEqual([0, 1]);
    expect(await pending()).toEqual([0, 1, 2]);
  });

  it("passes by pages without a write", async () => {
    await planPages(opened.first, runId, SCHOOL, 3, { writes: [] });
    expect(await pending()).toEqual([]);
  });

  it("passes by the pages of other steps", async () => {
    await planPages(opened.first, runId, STAFF, 1);
    await planPages(opened.first, runId, KINDERGARTEN, 1);
    expect(await pending()).toEqual([]);
  });

  it("SY2: asks for no page twice: whoever takes over goes on with those that have no outcome", async () => {
    await planPages(opened.first, runId, SCHOOL, 3);
    await opened.first.savePageOutcome(runId, SCHOOL, 1, WRITTEN);
    await opened.silence(runId);
    await opened.second.admit(BY_HAND);
    const left = await opened.second.pendingPages(runId, SCHOOL, 10);
    expect(left.map(({ page }) => page)).toEqual([0, 2]);
  });

  it("puts what became of a page in the place of what was planned", async () => {
    await planPages(opened.first, runId, SCHOOL, 2);
    await opened.first.savePageOutcome(runId, SCHOOL, 0, WRITTEN);
    expect((await opened.first.tally(runId, SCHOOL)).fields.mobile).toEqual({ changed: 1, conflict: 1 });
  });

  it("hands out each page with its own tally, to be corrected", async () => {
    const writes = [plannedWrite("one"), plannedWrite("two")];
    await planPages(opened.first, runId, SCHOOL, 1, { writes, tally: tallyOf({ read: 2 }) });
    expect(await opened.first.pendingPages(runId, SCHOOL, 1)).toEqual([
      { page: 0, writes, tally: tallyOf({ read: 2 }) },
    ]);
  });
});

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("the course of a step on $name", (engine) => {
  let opened: OpenedSyncRuns;
  let runId: string;

  beforeAll(async () => {
    opened = await openSyncRuns(engine);
  });
  beforeEach(async () => {
    await opened.empty();
    runId = await opened.begin();
  });
  afterAll(() => opened.close());

  it.each<StepMode>(["write", "dry-run", "first-run", "verify-only", "off"])(
    "is carried out as it was begun: %s",
    async (mode) => {
      await opened.first.beginStep(runId, SCHOOL, mode);
      expect(await opened.first.step(runId, SCHOOL)).toMatchObject({ mode, state: "planning" });
    },
  );

  it("goes from planning over writing to its end, each step for itself", async () => {
    await opened.first.beginStep(runId, SCHOOL, "write");
    await opened.first.passStep(runId, SCHOOL, 1);
    expect(await opened.first.step(runId, SCHOOL)).toMatchObject({ state: "writing", passed: true });
    await opened.first.endStep(runId, SCHOOL, { state: "done", reason: null, calls: NO_CALLS });
    expect(await opened.first.step(runId, SCHOOL)).toMatchObject({ state: "done", passed: true });
    expect(await opened.first.step(runId, STAFF)).toMatchObject({ state: "waiting", passed: false });
  });

  it("SY6: waits with its reason and all that is planned, and forgets the reason when it goes on", async () => {
    await opened.first.beginStep(runId, SCHOOL, "write");
    await planPages(opened.first, runId, SCHOOL, 2);
    await opened.first.postponeStep(runId, SCHOOL, "krr timeout", NO_CALLS);
    expect(await opened.first.step(runId, SCHOOL)).toMatchObject({
      state: "waiting",
      reason: "krr timeout",
      pages: 2,
    });
    await opened.first.beginStep(runId, SCHOOL, "write");
    expect(await opened.first.step(runId, SCHOOL)).toMatchObject({
      state: "planning",
      reason: null,
      pages: 2,
    });
  });

  it("is stopped with the run where it had not come to its end", async () => {
    await opened.first.endStep(runId, SCHOOL, { state: "done", reason: null, calls: NO_CALLS });
    await opened.first.postponeStep(runId, STAFF, "krr timeout", NO_CALLS);
    await opened.first.endRun(runId);
    expect(await opened.first.step(runId, SCHOOL)).toMatchObject({ state: "done", reason: null });
    expect(await opened.first.step(runId, STAFF)).toMatchObject({ state: "stopped", reason: "krr timeout" });
    expect(await opened.first.step(runId, KINDERGARTEN)).toMatchObject({
      state: "stopped",
      reason: "not carried out",
    });
  });
});

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("the members before on $name", (engine) => {
  let opened: OpenedSyncRuns;

  beforeAll(async () => {
    opened = await openSyncRuns(engine);
  });
  beforeEach(() => opened.empty());
  afterAll(() => opened.close());

  /** A run that has read so many of the school's guardians, whole or in part. */
  async function nightWith(day: string, members: number, whole: boolean): Promise<string> {
    const runId = await opened.begin({ occurrence: `2026-11-${day}T03:15` });
    const personIds = Array.from({ length: members }, (_, index) => `p-${String(index)}`);
    if (whole) await wholeStep(opened.first, runId, SCHOOL, personIds);
    else await planPages(opened.first, runId, SCHOOL, 1, { personIds });
    await opened.first.endRun(runId);
    return runId;
  }

  it("SY4: are those of the newest whole step", async () => {
    await nightWith("19", 5, true);
    await nightWith("20", 3, true);
    const runId = await opened.begin();
    expect(await opened.first.membersBefore(runId, SCHOOL)).toBe(3);
  });

  it("SY4: are not those of a step that was never whole", async () => {
    await nightWith("19", 5, true);
    await nightWith("20", 1, false);
    const runId = await opened.begin();
    expect(await opened.first.membersBefore(runId, SCHOOL)).toBe(5);
  });

  it("SY4: are not those of the run itself, also when it is gone on with", async () => {
    await nightWith("20", 5, true);
    const runId = await opened.begin();
    await wholeStep(opened.first, runId, SCHOOL, ["p-1"]);
    expect(await opened.first.membersBefore(runId, SCHOOL)).toBe(5);
  });

  it("are unknown before the first whole step, and known of no other register or population by it", async () => {
    await nightWith("20", 5, true);
    const runId = await opened.begin(NIGHT);
    expect(await opened.first.membersBefore(runId, STAFF)).toBeNull();
    expect(await opened.first.membersBefore(runId, KINDERGARTEN)).toBeNull();
  });

  it("may be none, which is not unknown", async () => {
    await nightWith("20", 0, true);
    const runId = await opened.begin();
    expect(await opened.first.membersBefore(runId, SCHOOL)).toBe(0);
  });
});
