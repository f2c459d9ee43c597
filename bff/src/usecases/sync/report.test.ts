import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { openNight, requests, target, type Night } from "./testing/night.ts";
import { DELETED, fromKrr, mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
let night: Night;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  night = await openNight(database);
});
afterAll(() => database.close());

describe("N13: the report", () => {
  it("counts every field once, by what became of it", async () => {
    night.put(1, {
      contact: { mobile: typed(oldMobileOf(1)) },
      krr: { mobile: mobileOf(1), email: "a@example.no" },
    });
    night.put(2, {
      contact: { mobile: fromKrr(mobileOf(2)), email: { optedOut: true } },
      krr: { mobile: mobileOf(2) },
    });
    night.put(3, { contact: { mobile: typed(mobileOf(3)), email: fromKrr("c@example.no") }, krr: DELETED });
    night.put(4, {
      contact: { mobile: { ...typed(oldMobileOf(4)), optedOut: true } },
      krr: { mobile: mobileOf(4) },
    });
    night.put(5);
    expect((await night.run()).step().tally).toMatchObject({
      read: 5,
      lookedUp: 5,
      notRegistered: 1,
      fields: {
        mobile: { changed: 1, unchanged: 1, "no-krr-data": 2, "opted-out": 1 },
        email: { filled: 1, blocked: 1, emptied: 1, "no-krr-data": 2 },
      },
    });
  });

  it("has a part for each register and population, those that are off included", async () => {
    const targets = [target({}, { employees: true }), target({ id: "kindergarten", krrMode: "off" })];
    night = await openNight(database, { targets });
    night.putMany(2);
    const { steps } = await night.run();
    expect(
      steps.map(({ registerId, population, mode, tally }) => [registerId, population, mode, tally.read]),
    ).toEqual([
      ["school", "guardians", "write", 2],
      ["school", "employees", "write", 0],
      ["kindergarten", "guardians", "off", 0],
    ]);
  });

  it("tells how many calls the step took, those of every try", async () => {
    night.putMany(9);
    night.school.failNext("write", "unavailable", 100);
    await night.run();
    night.school.failNext("write", "unavailable", 0);
    const { calls } = (await night.run()).step();
    expect(calls).toEqual({ krr: night.krr.log.length, register: night.school.log.length });
  });

  it("holds no national id, no value and no name", async () => {
    night.putMany(3);
    night.school.putMalformed("p-bad");
    const { runId } = await night.run();
    const text = JSON.stringify([await night.deps.runs.report(runId), night.events, night.progress]);
    expect(text).not.toMatch(/\+47|@|Normann|\b\d{11}\b/);
  });

  it("is told to the log when each step ends, and when the run begins and ends", async () => {
    night.putMany(2);
    const { runId } = await night.run();
    expect(night.events).toMatchObject([
      { name: "sync_started", run: runId, resumed: false, dryRun: false },
      { name: "sync_step", run: runId, register: "school", population: "guardians", tally: { read: 2 } },
      { name: "sync_finished", run: runId },
    ]);
  });

  it("counts what a register refused by the register's own reason", async () => {
    night.putMany(3);
    night.school.before("write", () => night.school.remove("p-0"));
    expect((await night.run()).step().tally).toMatchObject({
      fields: { mobile: { changed: 2, failed: 1 } },
      failures: { "not-found": 1 },
    });
  });

  it("counts writes as pending that a register has taken and not done yet", async () => {
    night.putMany(2);
    night.school.pendNext(1);
    const { step } = await night.run();
    expect(step()).toMatchObject({ state: "done", tally: { fields: { mobile: { pending: 2 } } } });
  });

  it("counts as opted out, or blocked, what was taken from the sync while the run was under way", async () => {
    night.put(1, { contact: { mobile: typed(oldMobileOf(1)) }, krr: { mobile: mobileOf(1) } });
    night.put(2, { krr: { mobile: mobileOf(2) } });
    night.school.before("write", () => {
      // The version is the same: the register noticed the choice before anybody could read it.
      night.put(1, { contact: { mobile: { ...typed(oldMobileOf(1)), optedOut: true } } });
      night.put(2, { contact: { mobile: { optedOut: true } } });
    });
    const { mobile } = (await night.run()).step().tally.fields;
    expect(mobile).toEqual({ changed: 0, filled: 0, "opted-out": 1, blocked: 1 });
  });

  it("says of a read-only register what it does not take, and nothing is sent there", async () => {
    night.putMany(3);
    night.school.allow({ writable: new Set(["email"]) });
    expect((await night.run()).step().tally.fields.mobile).toEqual({ "read-only": 3 });
    expect(requests(night.school, "write")).toEqual([]);
  });
});

describe("N13: progress while it runs", () => {
  it("is told page by page while the plan is made, up to as many as the night before had", async () => {
    night.putMany(7);
    await night.run();
    night.progress.length = 0;
    await night.run();
    const planning = night.progress.filter(({ phase }) => phase === "planning");
    expect(planning.map(({ processed }) => processed).at(-1)).toBe(7);
    expect(planning).toHaveLength(3);
    for (const told of planning)
      expect(told).toMatchObject({ registerId: "school", population: "guardians", expected: 7 });
  });

  it("expects nothing in the first night", async () => {
    night.putMany(1);
    await night.run();
    expect(night.progress[0]).toMatchObject({ phase: "planning", processed: 1, expected: null });
  });

  it("counts those who cannot be worked on", async () => {
    night.putMany(2);
    night.school.putMalformed("p-bad");
    await night.run();
    expect(night.progress[0]).toMatchObject({ processed: 3 });
  });

  it("grows while the plan is written, and ends with everybody", async () => {
    night.putMany(12);
    await night.run();
    const writing = night.progress.filter(({ phase }) => phase === "writing");
    expect(writing.map(({ processed }) => processed)).toEqual([6, 12]);
    for (const { expected } of writing) expect(expected).toBe(12);
  });

  it("ends with everybody also where the last pages have nothing to write", async () => {
    night.putMany(3);
    for (let number = 3; number < 12; number += 1) night.put(number);
    await night.run();
    expect(night.progress.at(-1)).toMatchObject({ phase: "writing", processed: 12, expected: 12 });
  });
});

function etagsOf(numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => night.school.held(`p-${String(number)}`).record.etag);
}

describe("N13, SY3: a second run over the same input", () => {
  it("writes nothing and leaves every version as it is", async () => {
    night.putMany(7);
    night.put(8, { contact: { email: fromKrr("e@example.no") }, krr: DELETED });
    await night.run();
    const everybody = [0, 1, 2, 3, 4, 5, 6, 8];
    const [effects, versions] = [night.school.effects(), etagsOf(everybody)];
    const writes = requests(night.school, "write").length;
    const { tally } = (await night.run()).step();
    expect(requests(night.school, "write")).toHaveLength(writes);
    expect([night.school.effects(), etagsOf(everybody)]).toEqual([effects, versions]);
    expect(tally.fields).toEqual({ mobile: { unchanged: 7, "no-krr-data": 1 }, email: { "no-krr-data": 8 } });
  });
});

describe("SY5: a record that cannot be worked on", () => {
  it("is left out, counted and shown by the register's own id; thousands of others are done", async () => {
    night = await openNight(database, { targets: [target({}, { page: 1000 })] });
    for (let number = 0; number < 2000; number += 1) night.put(number, { krr: {} });
    night.put(2000, { krr: { mobile: mobileOf(2000) } });
    night.school.putMalformed("p-bad");
    const { step } = await night.run();
    expect(step()).toMatchObject({
      state: "done",
      tally: { read: 2002, quarantined: 1, lookedUp: 2001, fields: { mobile: { filled: 1 } } },
      quarantined: [{ personId: "p-bad", fault: "at nationalId" }],
    });
  });
});

describe("a person who appears twice", () => {
  it("has both of her records looked at, each by what it holds", async () => {
    night.put(1, { contact: { mobile: typed(oldMobileOf(1)) }, krr: { mobile: mobileOf(1) } });
    night.put(1, { record: { personId: "p-again" }, contact: { mobile: fromKrr(mobileOf(1)) } });
    expect((await night.run()).step().tally).toMatchObject({
      read: 2,
      lookedUp: 2,
      fields: { mobile: { changed: 1, unchanged: 1 } },
    });
  });

  it("as guardian and employee is written to once, and found done the second time", async () => {
    night = await openNight(database, { targets: [target({}, { employees: true })] });
    night.put(1, { populations: ["guardians", "employees"], krr: { mobile: mobileOf(1) } });
    const { step } = await night.run();
    expect(step("school", "guardians").tally.fields.mobile).toEqual({ filled: 1 });
    expect(step("school", "employees").tally.fields.mobile).toEqual({ unchanged: 1 });
    expect(night.school.effects()).toBe(1);
  });

  it("on two pages with one record is written to once", async () => {
    night.putMany(6);
    const [first] = night.deps.targets;
    if (first === undefined) throw new Error("there is no register");
    const port = {
      ...night.school,
      page: async (...about: Parameters<typeof night.school.page>) => {
        const page = await night.school.page(...about);
        if (!page.ok || about[1] === null) return page;
        return {
          ...page,
          value: { ...page.value, members: [night.school.held("p-0"), ...page.value.members] },
        };
      },
    };
    const { step } = await night.run({}, night.startProcess({ targets: [{ ...first, port }] }));
    expect(step()).toMatchObject({ state: "done", tally: { read: 7 } });
    expect(night.school.held("p-0").record).toMatchObject({
      etag: "2",
      contact: { mobile: { value: mobileOf(0) } },
    });
    expect(night.school.effects()).toBe(6);
  });
});
