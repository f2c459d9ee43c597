import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ContactField } from "../../domain/contact-record.ts";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { HERE, openFeed, type Feed } from "./testing/feed.ts";
import { requests, target } from "./testing/night.ts";
import { DELETED, fromKrr, idOf, mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
let feed: Feed;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  feed = await openFeed(database);
});
afterAll(() => database.close());

/** One in the register from before, after whose change a firing comes. */
async function changeOf(mobile: Partial<ContactField>, ...words: Parameters<Feed["change"]>[1][]) {
  feed.put(1, { contact: { mobile } });
  await feed.settle();
  for (const word of words) feed.change(1, word);
  await feed.fire();
  return feed.mobile(1);
}

describe("what a change means for a field", () => {
  it("is told by the last of several entries", async () => {
    const held = await changeOf(typed(oldMobileOf(1)), { mobile: mobileOf(7) }, { mobile: mobileOf(8) });
    expect(held.value).toBe(mobileOf(8));
    expect(feed.school.effects()).toBe(1);
  });

  it("is told by the last one also where that is a removal without dates", async () => {
    const held = await changeOf(fromKrr(oldMobileOf(1)), { mobile: mobileOf(7) }, DELETED);
    expect(held.value).toBeNull();
  });

  it("is unknown where the last entry makes no sense, and the page goes on without it", async () => {
    feed.put(2);
    const held = await changeOf({}, { mobile: mobileOf(7) }, null);
    expect(held.value).toBeNull();
    feed.change(2);
    await feed.fire();
    expect(feed.mobile(2).value).toBe(mobileOf(2));
    expect(feed.told()).toMatchObject([{ malformed: 1, moved: true }, { malformed: 1 }]);
  });

  it("R-23: a removal empties what came from KRR", async () => {
    expect((await changeOf(fromKrr(oldMobileOf(1)), DELETED)).value).toBeNull();
  });

  it("R-23: a removal leaves what somebody typed", async () => {
    expect((await changeOf(typed(oldMobileOf(1)), DELETED)).value).toBe(oldMobileOf(1));
  });

  it("N7: is nothing where she is opted out", async () => {
    const held = await changeOf({ ...typed(oldMobileOf(1)), optedOut: true }, { mobile: mobileOf(1) });
    expect(held.value).toBe(oldMobileOf(1));
  });

  it.each([
    ["a value", { mobile: mobileOf(1) }],
    ["a removal", DELETED],
  ])("N9: is nothing where the field is blocked, of %s", async (_what, word) => {
    expect((await changeOf({ value: null, optedOut: true }, word)).value).toBeNull();
    expect(requests(feed.school, "write")).toEqual([]);
  });

  it("is nothing for who is protected by an excepted grade (R-14)", async () => {
    feed = await openFeed(database, { targets: [target({}, { exceptedGrades: new Set(["confidential"]) })] });
    feed.put(1, { protection: "confidential" });
    await feed.settle();
    feed.change(1);
    await feed.fire();
    expect(feed.mobile(1).value).toBeNull();
  });
});

describe("whom a change is written for", () => {
  it("is every record of the person", async () => {
    feed.put(1);
    feed.put(1, { record: { personId: "p-copy" } });
    await feed.settle();
    feed.change(1);
    await feed.fire();
    expect(feed.school.held("p-copy").record.contact.mobile.value).toBe(mobileOf(1));
    expect(feed.mobile(1).value).toBe(mobileOf(1));
  });

  it("are guardians and no employees, unless they have been turned on and approved", async () => {
    const [off, on, unapproved] = [
      target(),
      target({ id: "on" }, { employees: true }),
      target({ id: "unapproved" }, { employees: true }),
    ];
    feed = await openFeed(database, { targets: [off, on, unapproved] });
    for (const { port } of [off, on, unapproved])
      feed.put(1, { record: { roles: ["employee"] }, populations: ["employees"] }, port);
    await feed.settle();
    await database.db
      .deleteFrom("sync_approvals")
      .where("register_id", "=", "unapproved")
      .where("population", "=", "employees")
      .execute();
    feed.change(1);
    await feed.fire();
    const held = [off, on, unapproved].map(({ port }) => feed.mobile(1, port).value);
    expect(held).toEqual([null, mobileOf(1), null]);
  });

  it("is written for once where she is both", async () => {
    feed = await openFeed(database, { targets: [target({}, { employees: true })] });
    feed.put(1, { record: { roles: ["guardian", "employee"] }, populations: ["guardians", "employees"] });
    await feed.settle();
    feed.change(1);
    await feed.fire();
    expect(feed.told()).toMatchObject([{ name: "changes_followed", written: 1 }]);
    expect(feed.school.effects()).toBe(1);
  });

  it("N1, N15: are those of the population, and not whom a look-up finds besides", async () => {
    feed.put(1, { populations: [] });
    feed.put(2);
    await feed.settle();
    feed.put(2, { record: { roles: [] } });
    for (const number of [1, 2]) feed.change(number);
    await feed.fire();
    expect([feed.mobile(1).value, feed.mobile(2).value]).toEqual([null, null]);
    expect(feed.told()).toMatchObject([{ read: 2, written: 0, moved: true }]);
  });

  it("is nobody in a register that nobody has approved, which is left to the night", async () => {
    const [school, newcomer] = [target(), target({ id: "newcomer" })];
    feed = await openFeed(database, { targets: [school, newcomer] });
    for (const { port } of [school, newcomer]) feed.put(1, {}, port);
    await feed.settle();
    await database.db.deleteFrom("sync_approvals").where("register_id", "=", "newcomer").execute();
    const before = newcomer.port.calls();
    feed.change(1);
    await feed.fire();
    expect([feed.mobile(1).value, newcomer.port.calls()]).toEqual([mobileOf(1), before]);
  });
});

/** She has in the register what she has in KRR. */
const unchanged = (number: number) => ({
  contact: { mobile: fromKrr(oldMobileOf(number)) },
  krr: { mobile: oldMobileOf(number) },
});

describe("a page out of all proportion", () => {
  const MANY = Array.from({ length: 30 }, (_, number) => number);

  it("writes nothing, warns, and is carried out once the night has seen to it", async () => {
    for (const number of MANY) feed.put(number, unchanged(number));
    await feed.settle();
    for (const number of MANY) feed.change(number);
    await feed.fire();
    expect(requests(feed.school, "write")).toEqual([]);
    expect(await feed.cursors()).toEqual({ [HERE]: 0 });
    expect(feed.told()).toMatchObject([
      { name: "changes_stopped", reason: "too-many-changes", read: 30, written: 0, moved: false },
    ]);
    await database.db
      .updateTable("sync_approvals")
      .set({ allowance: JSON.stringify({ changed: 30, emptied: 0, read: 30 }) })
      .execute();
    await feed.run();
    await feed.fire();
    expect(await feed.cursors()).toEqual({ [HERE]: 30 });
    expect(feed.mobile(3).value).toBe(mobileOf(3));
  });

  it("is judged over all registers together", async () => {
    const targets = [target(), target({ id: "kindergarten" })];
    feed = await openFeed(database, { targets });
    for (const [index, { port }] of targets.entries())
      for (const number of MANY.slice(0, 15))
        feed.put(number + index * 15, unchanged(number + index * 15), port);
    await feed.settle();
    for (const number of MANY) feed.change(number);
    await feed.fire();
    expect(feed.told()).toMatchObject([{ name: "changes_stopped", reason: "too-many-changes" }]);
  });
});

it("what is told to the log has neither an id nor a value in it", async () => {
  await changeOf(typed(oldMobileOf(1)), { mobile: mobileOf(7) });
  expect(JSON.stringify(feed.events)).not.toContain(idOf(1).reveal());
  expect(JSON.stringify(feed.events)).not.toContain(mobileOf(7));
});
