import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { StoreUnavailable } from "../../ports/store-unavailable.ts";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { HERE, openFeed, THERE, type Feed } from "./testing/feed.ts";
import { requests, target } from "./testing/night.ts";
import { mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
let feed: Feed;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  feed = await openFeed(database);
});
afterAll(() => database.close());

const notNow = () => Promise.reject(new StoreUnavailable("57P03"));

describe("the first firing", () => {
  it("begins where the feed ends, and writes nothing", async () => {
    feed.put(1);
    await feed.run();
    feed.change(1);
    feed.change(1);
    await feed.fire();
    expect(await feed.cursors()).toEqual({ [HERE]: 2 });
    expect(feed.changes.log).toEqual([{ orgNumber: HERE, from: null }]);
    expect(feed.mobile(1).value).toBeNull();
    expect(feed.told()).toEqual([
      { name: "changes_followed", orgNumber: HERE, read: 0, malformed: 0, written: 0, moved: true },
    ]);
  });

  it("sets no cursor where KRR does not say where the feed ends, and comes again", async () => {
    feed.changes.failNext("newest", "refused");
    await feed.fire();
    expect([await feed.cursors(), feed.told()]).toMatchObject([
      {},
      [{ name: "changes_stopped", reason: "krr refused", moved: false }],
    ]);
    await feed.fire();
    expect(await feed.cursors()).toEqual({ [HERE]: 0 });
  });
});

describe("a firing", () => {
  it("writes what has changed since the one before, and tells by counts", async () => {
    feed.put(1, { contact: { mobile: typed(oldMobileOf(1)) } });
    feed.put(2);
    await feed.settle();
    feed.change(1);
    await feed.fire();
    expect(feed.mobile(1)).toMatchObject({ value: mobileOf(1), origin: "krr" });
    expect(feed.mobile(2).value).toBeNull();
    expect(feed.told()).toEqual([
      { name: "changes_followed", orgNumber: HERE, read: 1, malformed: 0, written: 1, moved: true },
    ]);
  });

  it("without changes moves nothing and asks no register", async () => {
    feed.put(1);
    await feed.settle();
    const before = feed.school.calls();
    await feed.fire();
    expect(feed.school.calls()).toBe(before);
    expect(feed.told()).toMatchObject([{ name: "changes_followed", read: 0, moved: false }]);
  });

  it("goes on page after page to the end of the feed, over pages without entries", async () => {
    for (const number of [1, 2]) feed.put(number);
    await feed.settle();
    feed.changes.pageSize(3);
    feed.change(1);
    feed.changes.skip(8);
    feed.change(2);
    await feed.fire();
    expect([feed.mobile(1).value, feed.mobile(2).value]).toEqual([mobileOf(1), mobileOf(2)]);
    expect(feed.changes.log.slice(1).map(({ from }) => from)).toEqual([0, 3, 5, 7, 9]);
    expect(await feed.cursors()).toEqual({ [HERE]: 10 });
  });

  it("ends with a warning where the feed does not get on, and not never", async () => {
    await feed.settle();
    feed.changes.skip(1);
    await feed.fire();
    feed.changes.skip(5);
    feed.changes.pageSize(1);
    await feed.fire();
    expect(feed.told().slice(1)).toMatchObject([
      { name: "changes_stopped", reason: "krr does not get on with its changes", moved: false },
    ]);
  });

  it("meets the change at the boundary twice, and writes it once", async () => {
    feed.put(1);
    await feed.settle();
    feed.change(1);
    await feed.fire();
    await feed.fire();
    expect(feed.changes.log.at(-1)).toEqual({ orgNumber: HERE, from: 1 });
    expect(feed.told()).toMatchObject([{ written: 1 }, { read: 1, written: 0, moved: false }]);
    expect(feed.school.effects()).toBe(1);
  });

  it("is over at the first refusal, and the next one asks again", async () => {
    feed.put(1);
    await feed.settle();
    feed.change(1);
    feed.changes.failNext("page", "refused");
    await feed.fire();
    expect(feed.told()).toMatchObject([{ name: "changes_stopped", reason: "krr refused", moved: false }]);
    expect(feed.changes.log).toHaveLength(2);
    await feed.fire();
    expect(feed.mobile(1).value).toBe(mobileOf(1));
  });

  it("tells the log of a store that does not answer, and leaves the rest to the next one", async () => {
    await feed.fire({ cursors: { ...feed.deps.cursors, take: notNow } });
    expect(feed.events).toEqual([{ name: "bookkeeping_failed", what: "changes", code: "57P03" }]);
  });
});

describe("a municipality", () => {
  it("has its own cursor, and KRR is asked on its own behalf", async () => {
    const [here, there] = [target(), target({ id: "other", municipality: THERE })];
    feed = await openFeed(database, { targets: [here, there] });
    feed.put(1);
    feed.put(2, {}, there.port);
    await feed.settle();
    feed.change(1);
    feed.change(2);
    here.port.failNext("lookup", "timeout");
    await feed.fire();
    expect(await feed.cursors()).toEqual({ [HERE]: 0, [THERE.orgNumber]: 2 });
    expect(feed.changes.log.slice(2)).toEqual([
      { orgNumber: HERE, from: 0 },
      { orgNumber: THERE.orgNumber, from: 0 },
    ]);
    await feed.fire();
    expect([feed.mobile(1).value, feed.mobile(2, there.port).value]).toEqual([mobileOf(1), mobileOf(2)]);
  });

  it("with several registers is followed once for all of them", async () => {
    const [school, kindergarten] = [target(), target({ id: "kindergarten" })];
    feed = await openFeed(database, { targets: [school, kindergarten] });
    for (const { port } of [school, kindergarten]) feed.put(1, {}, port);
    await feed.settle();
    feed.change(1);
    await feed.fire();
    expect(feed.changes.log).toHaveLength(2);
    expect([feed.mobile(1).value, feed.mobile(1, kindergarten.port).value]).toEqual([
      mobileOf(1),
      mobileOf(1),
    ]);
  });

  it.each(["verify-only", "off"] as const)("that is %s is never followed", async (krrMode) => {
    feed = await openFeed(database, { targets: [target({ krrMode })] });
    await feed.settle();
    feed.change(1);
    await feed.fire();
    expect([feed.changes.log, await feed.cursors()]).toEqual([[], {}]);
  });

  it("is not followed before a person has approved a list of it", async () => {
    feed = await openFeed(database, { approved: false });
    feed.put(1);
    await feed.settle();
    feed.change(1);
    await feed.fire();
    expect([feed.changes.log, await feed.cursors(), feed.told()]).toEqual([[], {}, []]);
    expect(requests(feed.school, "write")).toEqual([]);
  });
});
