import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Change, ContactRecord } from "../../domain/contact-record.ts";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { openNight, requests, type Night } from "./testing/night.ts";
import { DELETED, fromKrr, mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
let night: Night;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  night = await openNight(database);
  night.put(1, {
    contact: { mobile: typed(oldMobileOf(1)) },
    krr: { mobile: mobileOf(1), email: "a@example.no" },
  });
  night.put(2, { contact: { mobile: typed(oldMobileOf(2)) }, krr: { mobile: mobileOf(2) } });
});
afterAll(() => database.close());

function recordOf(number: number): ContactRecord {
  return night.school.held(`p-${String(number)}`).record;
}

/** When the first writes of the night arrive, somebody else has done this just before. */
function justBefore(act: () => void | Promise<void>): void {
  let once = true;
  night.school.before("write", async () => {
    if (!once) return;
    once = false;
    await act();
  });
}

/** Somebody changes the record in the register's own way: it has another version then. */
function edit(number: number, contact: Parameters<Night["put"]>[1]): void {
  night.put(number, { ...contact, record: { etag: `${recordOf(number).etag}1` } });
}

/** A guardian presses «Oppdater»: the same register takes her write to the version that she saw. */
async function refresh(number: number, changes: readonly Change[]): Promise<void> {
  const { personId, etag } = recordOf(number);
  await night.school.writeMany([{ key: `refresh-${String(number)}`, personId, etag, changes }]);
}

describe("SY8: somebody changes a person while the night is about to write to her", () => {
  it("she is read again, decided on again and written to once", async () => {
    justBefore(() => edit(1, { contact: { mobile: typed("+4741999999") } }));
    const { tally } = (await night.run()).step();
    expect(requests(night.school, "lookup")).toEqual(["lookup 1"]);
    expect(recordOf(1).contact).toMatchObject({
      mobile: fromKrr(mobileOf(1)),
      email: fromKrr("a@example.no"),
    });
    expect(tally.fields).toMatchObject({ mobile: { changed: 2 }, email: { filled: 1 } });
  });

  it("what she has opted out of meanwhile stays as it is, and the rest is written", async () => {
    const kept = { ...typed(oldMobileOf(1)), optedOut: true };
    justBefore(() => edit(1, { contact: { mobile: kept } }));
    const { tally } = (await night.run()).step();
    expect(recordOf(1).contact).toMatchObject({ mobile: kept, email: fromKrr("a@example.no") });
    expect(tally.fields).toMatchObject({ mobile: { changed: 1, "opted-out": 1 }, email: { filled: 1 } });
  });

  it("what KRR says by then counts, not what it said when the plan was made", async () => {
    justBefore(() => {
      edit(1, { contact: { mobile: typed(oldMobileOf(1)) }, krr: { mobile: "+4792999999" } });
    });
    await night.run();
    expect(recordOf(1).contact).toMatchObject({ mobile: fromKrr("+4792999999"), email: { value: null } });
  });

  it("a value that somebody has typed meanwhile is not removed because KRR has deleted the person", async () => {
    night.put(3, { contact: { mobile: fromKrr(mobileOf(3)) }, krr: DELETED });
    justBefore(() => edit(3, { contact: { mobile: typed("+4741999999") } }));
    const { tally } = (await night.run()).step();
    expect(recordOf(3).contact.mobile).toMatchObject(typed("+4741999999"));
    expect(tally.fields.mobile).toMatchObject({ emptied: 0, "no-krr-data": 1 });
  });

  it("she is left alone and counted as a conflict where it happens twice", async () => {
    night.school.before("write", () => edit(1, { contact: { mobile: typed("+4741999999") } }));
    const { tally } = (await night.run()).step();
    expect(recordOf(1).contact.mobile).toMatchObject(typed("+4741999999"));
    expect(tally.fields).toMatchObject({ mobile: { conflict: 1, changed: 1 }, email: { conflict: 1 } });
  });

  it("she is left alone and counted as a conflict where KRR or the register is silent then", async () => {
    justBefore(() => {
      edit(1, { contact: { mobile: typed("+4741999999") } });
      night.krr.failNext("lookup", "unavailable");
    });
    const { step } = await night.run();
    expect(step()).toMatchObject({
      state: "done",
      tally: { fields: { mobile: { conflict: 1, changed: 1 } } },
    });
    expect(recordOf(1).contact.mobile).toMatchObject(typed("+4741999999"));
  });

  it("everybody else is done all the same", async () => {
    night.school.conflictOnce("p-1");
    await night.run();
    expect(recordOf(2).contact.mobile).toMatchObject(fromKrr(mobileOf(2)));
  });

  it("nobody is asked about again for whom nothing has changed", async () => {
    await night.run();
    expect(night.krr.log).toHaveLength(1);
    expect(requests(night.school, "lookup")).toEqual([]);
  });

  it("who is gone by then is counted, and the run is done", async () => {
    justBefore(() => night.school.remove("p-1"));
    const { step } = await night.run();
    expect(step()).toMatchObject({ state: "done", tally: { failures: { "not-found": 2 } } });
  });

  it("one of her records is decided on by itself, though KRR's word on her is one", async () => {
    night.put(1, { record: { personId: "p-again" }, contact: { mobile: typed(oldMobileOf(3)) } });
    night.school.conflictOnce("p-again");
    await night.run();
    for (const personId of ["p-1", "p-again"])
      expect(night.school.held(personId).record.contact.mobile).toMatchObject(fromKrr(mobileOf(1)));
  });
});

describe("SY8: «Oppdater» of a guardian at the same moment", () => {
  const refreshed: readonly Change[] = [
    { field: "mobile", value: mobileOf(1), origin: "krr" },
    { field: "email", value: "a@example.no", origin: "krr" },
  ];

  it("is faster: the night finds its work done, and there is no torn record", async () => {
    justBefore(() => refresh(1, refreshed));
    const { tally } = (await night.run()).step();
    expect(recordOf(1).contact).toMatchObject({
      mobile: { value: mobileOf(1) },
      email: { value: "a@example.no" },
    });
    expect(tally.fields.mobile).not.toHaveProperty("conflict");
  });

  it("is slower: its write to the version before is refused by the register", async () => {
    const { personId, etag } = recordOf(1);
    await night.run();
    const stale = {
      key: "refresh",
      personId,
      etag,
      changes: [{ field: "mobile", value: "+4792999999", origin: "krr" }],
    } as const;
    expect((await night.school.writeMany([stale])).get("refresh")).toEqual({ state: "conflict" });
    expect(recordOf(1).contact.mobile.value).toBe(mobileOf(1));
  });

  it("a work phone that she saves at that moment stays", async () => {
    justBefore(() => refresh(1, [{ field: "workPhone", value: "+4722000000", origin: "guardian" }]));
    const { tally } = (await night.run()).step();
    expect(recordOf(1).contact).toMatchObject({
      workPhone: { value: "+4722000000", origin: "guardian" },
      mobile: fromKrr(mobileOf(1)),
    });
    expect(tally.fields.mobile).toMatchObject({ changed: 2 });
  });
});
