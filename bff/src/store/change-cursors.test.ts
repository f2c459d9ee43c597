import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ChangeCursors, Follower } from "../ports/change-cursors.ts";
import { createChangeCursors } from "./change-cursors.ts";
import { openSyncRuns, type OpenedSyncRuns } from "./testing/opened-sync-runs.ts";
import { storeEngines } from "./testing/store-engines.ts";

const HERE = "910000001";
const THERE = "910000002";

describe.each(storeEngines(process.env["TEST_DATABASE_URL"]))("the cursors of changes on $name", (engine) => {
  let opened: OpenedSyncRuns;
  let cursors: ChangeCursors;

  beforeAll(async () => {
    opened = await openSyncRuns(engine);
    cursors = createChangeCursors(opened.db);
  });
  beforeEach(async () => {
    await opened.empty();
    await opened.db.deleteFrom("change_cursors").execute();
  });
  afterAll(() => opened.close());

  async function take(orgNumber = HERE): Promise<{ readonly follower: Follower; readonly cursor: number }> {
    const taken = await cursors.take(orgNumber);
    if (taken.state !== "taken") throw new Error(`the cursor is ${taken.state}`);
    return taken;
  }

  it("are new until they begin, and each municipality has its own", async () => {
    expect(await cursors.take(HERE)).toEqual({ state: "new" });
    await cursors.begin(HERE, 7);
    await cursors.begin(THERE, 9);
    expect([(await take(HERE)).cursor, (await take(THERE)).cursor]).toEqual([7, 9]);
  });

  it("begin once", async () => {
    await cursors.begin(HERE, 7);
    await cursors.begin(HERE, 3);
    expect((await take()).cursor).toBe(7);
  });

  it("move forward, and never back or on the spot", async () => {
    await cursors.begin(HERE, 7);
    const { follower } = await take();
    expect(await cursors.move(follower, 9)).toBe(true);
    expect(await cursors.move(follower, 9)).toBe(false);
    expect(await cursors.move(follower, 8)).toBe(false);
    expect((await take()).cursor).toBe(9);
  });

  it("hold numbers that are larger than four bytes", async () => {
    await cursors.begin(HERE, 0);
    await cursors.move((await take()).follower, Number.MAX_SAFE_INTEGER);
    expect((await take()).cursor).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("are moved by who took them last alone", async () => {
    await cursors.begin(HERE, 7);
    const before = await take();
    const { follower } = await take();
    expect(await cursors.move(before.follower, 9)).toBe(false);
    expect([await cursors.mayGoOn(before.follower), await cursors.mayGoOn(follower)]).toEqual([false, true]);
    expect((await take()).cursor).toBe(7);
  });

  it("are nobody's while a run is under way, and again afterwards", async () => {
    await cursors.begin(HERE, 7);
    const { follower } = await take();
    const runId = await opened.begin();
    expect(await cursors.take(HERE)).toEqual({ state: "busy" });
    expect(await cursors.mayGoOn(follower)).toBe(false);
    await opened.first.endRun(runId);
    expect(await cursors.mayGoOn(follower)).toBe(true);
  });

  it("may be taken while a run waits for its next try", async () => {
    await cursors.begin(HERE, 7);
    await opened.first.letGo(await opened.begin());
    expect((await take()).cursor).toBe(7);
  });
});
