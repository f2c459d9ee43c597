import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { HERE, openFeed, type Feed } from "./testing/feed.ts";
import { requests, target } from "./testing/night.ts";
import { mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
let feed: Feed;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  feed = await openFeed(database);
  feed.put(1);
  await feed.settle();
});
afterAll(() => database.close());

/** Somebody begins a run, and is at it. */
const beginRun = async (): Promise<string> => {
  const { runId } = await feed.startProcess().runs.admit({ occurrence: null, dryRun: false, steps: [] });
  return runId;
};

describe("beside a run", () => {
  it("nothing is followed, and what has changed comes afterwards", async () => {
    feed.change(1);
    const runs = feed.startProcess().runs;
    const { runId } = await runs.admit({ occurrence: null, dryRun: false, steps: [] });
    const asked = feed.changes.log.length;
    await feed.fire();
    expect([feed.changes.log.length, feed.told()]).toEqual([asked, []]);
    await runs.endRun(runId);
    await feed.fire();
    expect(feed.mobile(1).value).toBe(mobileOf(1));
  });

  it("a page that was read is not written", async () => {
    feed.change(1);
    feed.school.before("capabilities", async () => void (await beginRun()));
    await feed.fire();
    expect(requests(feed.school, "write")).toEqual([]);
    expect(await feed.cursors()).toEqual({ [HERE]: 0 });
  });
});

describe("of two who follow", () => {
  it("the one that was thought dead writes nothing any more", async () => {
    feed.change(1);
    feed.school.before("capabilities", async () => {
      feed.school.before("capabilities", null);
      feed.change(1, { mobile: mobileOf(9) });
      await feed.fire();
    });
    await feed.fire();
    expect(feed.mobile(1).value).toBe(mobileOf(9));
    expect(requests(feed.school, "write")).toHaveLength(1);
    expect(await feed.cursors()).toEqual({ [HERE]: 2 });
  });
});

describe("a register that is silent", () => {
  it.each(["lookup", "capabilities", "write"] as const)(
    "on %s leaves the cursor, and the repeat completes the page",
    async (operation) => {
      feed.change(1);
      feed.school.failNext(operation, "unavailable");
      await feed.fire();
      expect(await feed.cursors()).toEqual({ [HERE]: 0 });
      expect(feed.told()).toMatchObject([{ name: "changes_stopped", written: 0, moved: false }]);
      await feed.fire();
      expect([feed.mobile(1).value, await feed.cursors()]).toEqual([mobileOf(1), { [HERE]: 1 }]);
    },
  );

  it("after it has written has no second effect", async () => {
    feed.change(1);
    feed.school.failNext("write", "lost");
    await feed.fire();
    expect(await feed.cursors()).toEqual({ [HERE]: 0 });
    await feed.fire();
    expect([feed.school.effects(), await feed.cursors()]).toEqual([1, { [HERE]: 1 }]);
  });

  it("leaves what comes after it in the feed for later, and the other registers their share", async () => {
    const [school, silent] = [target(), target({ id: "silent" })];
    feed = await openFeed(database, { targets: [school, silent] });
    for (const { port } of [school, silent]) feed.put(1, {}, port);
    await feed.settle();
    feed.changes.pageSize(2);
    feed.change(1);
    feed.changes.skip(5);
    silent.port.failNext("lookup", "timeout");
    await feed.fire();
    expect(feed.mobile(1).value).toBe(mobileOf(1));
    expect(feed.told()).toMatchObject([{ name: "changes_stopped", reason: "silent timeout", written: 1 }]);
    expect(feed.changes.log).toHaveLength(2);
    await feed.fire();
    expect(feed.mobile(1, silent.port).value).toBe(mobileOf(1));
    expect(school.port.effects()).toBe(1);
  });

  it("in the second try of a conflict leaves the cursor too", async () => {
    feed.change(1);
    feed.school.conflictOnce("p-1");
    let writes = 0;
    feed.school.before("write", () => {
      writes += 1;
      if (writes === 2) feed.school.failNext("write", "timeout");
    });
    await feed.fire();
    expect([writes, await feed.cursors()]).toEqual([2, { [HERE]: 0 }]);
  });
});

describe("a record that somebody else changes meanwhile", () => {
  it("is read and decided on again, by what KRR says then", async () => {
    feed.put(1, { contact: { mobile: typed(oldMobileOf(1)) } });
    feed.change(1);
    feed.school.conflictOnce("p-1");
    await feed.fire();
    expect(feed.mobile(1).value).toBe(mobileOf(1));
    expect(feed.told()).toMatchObject([{ name: "changes_followed", written: 1, moved: true }]);
  });
});

it("a process that is told to end stops behind its page", async () => {
  feed.changes.pageSize(2);
  feed.change(1);
  feed.changes.skip(5);
  const stopping = new AbortController();
  feed.school.before("write", () => stopping.abort());
  await feed.fire({ stopping: stopping.signal });
  expect([feed.mobile(1).value, await feed.cursors()]).toEqual([mobileOf(1), { [HERE]: 2 }]);
});
