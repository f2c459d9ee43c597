import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KrrBatch } from "../../ports/krr-batch.ts";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { openNight, requests, target, type Night } from "./testing/night.ts";
import { idOf, mobileOf, oldMobileOf } from "./testing/people.ts";

let database: Database;
let night: Night;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  night = await openNight(database);
});
afterAll(() => database.close());

/** So many persons, each with an old number at school and a new one in KRR. */
function mobilesOf(count: number, { school } = night): readonly (string | null)[] {
  return Array.from(
    { length: count },
    (_, number) => school.held(`p-${String(number)}`).record.contact.mobile.value,
  );
}

function numbers(count: number, of: (number: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, number) => of(number));
}

describe("N10: how KRR is asked", () => {
  it("about a thousand persons at a time, however many a register puts on a page", async () => {
    night = await openNight(database, { targets: [target({}, { page: 2001 })] });
    for (let number = 0; number < 2001; number += 1) night.put(number);
    await night.run();
    expect(night.krr.log.map(({ persons }) => persons)).toEqual([1000, 1000, 1]);
  });

  it("once about a person whom the register holds twice, and both records get the answer", async () => {
    night.put(1, { krr: { mobile: mobileOf(1) } });
    night.put(1, { record: { personId: "p-again" }, krr: { mobile: mobileOf(1) } });
    await night.run();
    expect(night.krr.log.map(({ persons }) => persons)).toEqual([1]);
    for (const personId of ["p-1", "p-again"])
      expect(night.school.held(personId).record.contact.mobile.value).toBe(mobileOf(1));
  });

  it("never about a national id that is none", async () => {
    night.put(1);
    night.school.putMalformed("p-bad");
    await night.run();
    expect(night.krr.log.map(({ persons }) => persons)).toEqual([1]);
  });

  it("not at all where a register has nobody", async () => {
    await night.run();
    expect(night.krr.log).toEqual([]);
  });

  it("so that everybody gets her own value, whoever is missing in the answer", async () => {
    night.putMany(7);
    night.krr.remove(idOf(1));
    night.krr.remove(idOf(5));
    await night.run();
    const own = numbers(7, (number) =>
      number === 1 || number === 5 ? oldMobileOf(number) : mobileOf(number),
    );
    expect(mobilesOf(7)).toEqual(own);
  });

  it("on behalf of the municipality whose register it is", async () => {
    const other = target({ id: "other", municipality: { orgNumber: "910000002", name: "Storevik" } });
    night = await openNight(database, { targets: [target(), other] });
    night.put(1);
    night.put(2, {}, other.port);
    night.put(3, {}, other.port);
    await night.run();
    expect(night.krr.log).toEqual([
      { orgNumber: "910000001", persons: 1 },
      { orgNumber: "910000002", persons: 2 },
    ]);
  });
});

describe("when KRR is not well", () => {
  it("a page on which it gives no answer is left out alone, and counted", async () => {
    night.putMany(9);
    night.krr.failNext("lookup", "contract", 1);
    const { step } = await night.run();
    expect(step()).toMatchObject({ state: "done", tally: { lookedUp: 6, notLookedUp: 3 } });
    expect(mobilesOf(9)).toEqual([...numbers(3, oldMobileOf), ...numbers(9, mobileOf).slice(3)]);
  });

  it("who was left out is asked about the next night", async () => {
    night.putMany(9);
    night.krr.failNext("lookup", "unavailable", 1);
    await night.run();
    await night.run();
    expect(mobilesOf(9)).toEqual(numbers(9, mobileOf));
  });

  it("nothing is written after several pages in a row without an answer, and the run waits", async () => {
    night.putMany(15);
    night.krr.failNext("lookup", "unavailable", 3);
    const { state, step } = await night.run();
    expect(state).toBe("unfinished");
    expect(step()).toMatchObject({ state: "waiting", reason: "krr unavailable" });
    expect(requests(night.school, "write")).toEqual([]);
  });

  it("the next try asks these pages again, and ends as a night without a fault", async () => {
    night.putMany(15);
    night.krr.failNext("lookup", "unavailable", 3);
    await night.run();
    const { state, step } = await night.run();
    expect(state).toBe("finished");
    expect(step().tally).toMatchObject({ lookedUp: 15, notLookedUp: 0, fields: { mobile: { changed: 15 } } });
    expect(mobilesOf(15)).toEqual(numbers(15, mobileOf));
  });

  it.each([
    ["one page", 2],
    ["two pages", 5],
  ])("SY6: a population of %s waits as well where it has no answer at all", async (_, count) => {
    night.putMany(count);
    night.krr.failNext("lookup", "unavailable", 2);
    expect((await night.run()).step()).toMatchObject({ state: "waiting", reason: "krr unavailable" });
    night.krr.failNext("lookup", "unavailable", 0);
    expect((await night.run()).step()).toMatchObject({ state: "done", tally: { lookedUp: count } });
  });

  it("the last page alone is left out and counted, also where another try has planned the others", async () => {
    night.putMany(6);
    night.school.before("page", () => {
      if (requests(night.school, "page").length === 2) night.school.failNext("page", "unavailable");
    });
    await night.run();
    night.krr.failNext("lookup", "contract");
    expect((await night.run()).step()).toMatchObject({
      state: "done",
      tally: { lookedUp: 3, notLookedUp: 3 },
    });
  });

  it("a refusal stops the step at once with its reason, since trying again does not mend it", async () => {
    night.putMany(12);
    const refusing: KrrBatch = {
      ...night.krr,
      lookupMany: () =>
        Promise.resolve({ ok: false, failure: { upstream: "krr", kind: "refused", status: 403 } }),
    };
    const { state, step } = await night.run({}, night.startProcess({ krr: refusing }));
    expect(state).toBe("finished");
    expect(step()).toMatchObject({ state: "stopped", reason: "krr refused 403" });
    expect(mobilesOf(12)).toEqual(numbers(12, oldMobileOf));
  });

  it("every silence is told to the log", async () => {
    night.putMany(9);
    night.krr.failNext("lookup", "timeout", 1);
    await night.run();
    const failure = { upstream: "krr", kind: "timeout" };
    expect(night.events).toContainEqual({ name: "upstream_failed", failure });
  });

  it("a person on whom it makes no sense is left alone, and nobody else is", async () => {
    night.putMany(3);
    night.krr.obscure(idOf(0));
    night.krr.contradict(idOf(1));
    expect((await night.run()).step().tally).toMatchObject({ lookedUp: 1, notLookedUp: 2, strange: 1 });
    expect(mobilesOf(3)).toEqual([oldMobileOf(0), oldMobileOf(1), mobileOf(2)]);
  });
});
