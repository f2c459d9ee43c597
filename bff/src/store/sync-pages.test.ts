import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PlannedPage } from "../ports/sync-runs.ts";
import {
  BY_HAND,
  KEEP,
  KINDERGARTEN,
  plannedPage,
  plannedWrite,
  planPages,
  SCHOOL,
  STAFF,
  tallyOf,
} from "./testing/sync-examples.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

/** Pages as a population of `count` pages has them. */
function pageOf(page: number, count: number, more: Partial<PlannedPage> = {}): PlannedPage {
  return plannedPage(page, { nextCursor: page === count - 1 ? null : `behind ${String(page)}`, ...more });
}

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("the pages of a step on $name", (engine) => {
  let opened: OpenedSyncRuns;
  let runId: string;

  beforeAll(async () => {
    opened = await openSyncRuns(engine);
  });
  beforeEach(async () => {
    await opened.empty();
    runId = await opened.begin(BY_HAND);
    await opened.first.beginStep(runId, SCHOOL, "write");
  });
  afterAll(() => opened.close());

  async function save(...pages: readonly PlannedPage[]): Promise<void> {
    for (const page of pages) await opened.first.savePage(runId, SCHOOL, page, KEEP);
  }

  const step = () => opened.first.step(runId, SCHOOL);

  it("begin with none, before the first page", async () => {
    expect(await step()).toEqual({
      ...SCHOOL,
      stepId: expect.any(Number),
      mode: "write",
      state: "planning",
      reason: null,
      pages: 0,
      nextCursor: null,
      planned: false,
      passed: false,
    });
  });

  it("SY2: are gone on with behind the last one without a gap", async () => {
    await save(pageOf(0, 5), pageOf(1, 5), pageOf(3, 5));
    expect(await step()).toMatchObject({ pages: 2, nextCursor: "behind 1", planned: false });
  });

  it("count for nothing while the first one is missing", async () => {
    await save(pageOf(1, 3), pageOf(2, 3));
    expect(await step()).toMatchObject({ pages: 0, nextCursor: null, planned: false });
  });

  it("are not all planned while there is a gap, even with the last one in the book", async () => {
    await save(pageOf(0, 3), pageOf(2, 3));
    expect(await step()).toMatchObject({ pages: 1, nextCursor: "behind 0", planned: false });
    await save(pageOf(1, 3));
    expect(await step()).toMatchObject({ pages: 3, nextCursor: null, planned: true });
  });

  it("stand at the same place in whatever order they came", async () => {
    const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        await opened.first.dropPages(runId, SCHOOL, 0);
        await save(...order.map((page) => pageOf(page, 6)));
        const missing = [0, 1, 2, 3, 4, 5, 6].find((page) => !order.includes(page)) ?? 6;
        const nextCursor = missing === 0 || missing === 6 ? null : `behind ${String(missing - 1)}`;
        expect(await step()).toMatchObject({ pages: missing, nextCursor, planned: missing === 6 });
      }),
      { numRuns: 20 },
    );
  });

  it("take the place of the same page when planned again", async () => {
    await save(pageOf(0, 2), pageOf(1, 2));
    const again = pageOf(0, 2, {
      nextCursor: "another cursor",
      writes: [plannedWrite("another person")],
      tally: tallyOf({ read: 7 }),
    });
    await save(again);
    expect(await opened.first.tally(runId, SCHOOL)).toMatchObject({ read: 8 });
    const [page] = await opened.first.pendingPages(runId, SCHOOL, 1);
    expect(page?.writes?.map(({ personId }) => personId)).toEqual(["another person"]);
  });

  it("hold no write any more when planned again without one", async () => {
    await save(pageOf(0, 1), pageOf(0, 1, { writes: [] }));
    expect(await opened.first.pendingPages(runId, SCHOOL, 10)).toEqual([]);
  });

  it("are forgotten from one on, and those before it stay", async () => {
    await planPages(opened.first, runId, SCHOOL, 4);
    await opened.first.dropPages(runId, SCHOOL, 2);
    expect(await step()).toMatchObject({ pages: 2, nextCursor: "cursor-1", planned: false });
    expect(await opened.first.tally(runId, SCHOOL)).toMatchObject({ read: 2 });
  });

  it("are forgotten of no other step", async () => {
    await planPages(opened.first, runId, STAFF, 2);
    await planPages(opened.first, runId, SCHOOL, 2);
    await opened.first.dropPages(runId, SCHOOL, 0);
    expect(await opened.first.step(runId, STAFF)).toMatchObject({ pages: 2, planned: true });
  });

  it("are added up, each step for itself", async () => {
    await planPages(opened.first, runId, SCHOOL, 3);
    await planPages(opened.first, runId, KINDERGARTEN, 1);
    expect(await opened.first.tally(runId, SCHOOL)).toEqual(
      tallyOf({ read: 3, lookedUp: 3, held: 3, fields: { mobile: { changed: 3 }, email: {} } }),
    );
  });

  it("add up to nothing before the first one", async () => {
    expect(await opened.first.tally(runId, SCHOOL)).toEqual(tallyOf());
  });

  it("keep every count of a tally", async () => {
    const tally = tallyOf({
      read: 1,
      quarantined: 2,
      lookedUp: 3,
      notLookedUp: 4,
      notRegistered: 5,
      strange: 6,
      held: 7,
      fields: { mobile: { "opted-out": 8, "no-krr-data": 9 }, email: { "verify-only": 10 } },
      failures: { locked: 11 },
    });
    await save(pageOf(0, 1, { tally }));
    expect(await opened.first.tally(runId, SCHOOL)).toEqual(tally);
  });

  it("N14: keep counts and no values where the municipality only compares", async () => {
    await opened.first.savePage(runId, SCHOOL, pageOf(0, 1), { writes: false });
    expect(await opened.first.pendingPages(runId, SCHOOL, 10)).toEqual([]);
    expect(await opened.first.tally(runId, SCHOOL)).toMatchObject({ read: 1 });
  });
});
