import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PopulationRegister } from "../../ports/population-register.ts";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { deletionsIn, letDaysPass, letHoldPass } from "./testing/book.ts";
import { Died } from "./testing/mortal.ts";
import { TERM_DAYS, openNight, requests, target, type Night, type NightTarget } from "./testing/night.ts";
import { fromKrr, mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
let night: Night;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  night = await openNight(database);
});
afterAll(() => database.close());

const EMAIL = "kari@example.no";
const KRR = { mobile: mobileOf(1), email: EMAIL };

/** Number 1 and somebody who stays; then 1 leaves, which the night after finds out. */
async function leave(person: Parameters<Night["put"]>[1] = { contact: { mobile: fromKrr(mobileOf(1)) } }) {
  night.put(0);
  night.put(1, { krr: KRR, ...person });
  await night.run();
  moveOut(1);
  await night.run();
}

/** The register knows her still, and no longer as an active guardian. */
function moveOut(number: number, populations: readonly "employees"[] = []): void {
  night.school.put(night.school.held(`p-${String(number)}`), populations);
}

function contactOf(number: number) {
  return night.school.held(`p-${String(number)}`).record.contact;
}

describe("N15: the values of people who left", () => {
  it("stay until the term is over", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS - 1);
    const { step } = await night.run();
    expect(contactOf(1).mobile.value).toBe(mobileOf(1));
    expect(step().emptiedAfterLeaving).toBe(0);
  });

  it("are deleted once the term is over, where they came from KRR", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    const { step } = await night.run();
    expect(contactOf(1)).toMatchObject({ mobile: { value: null }, email: { value: null } });
    expect(step().emptiedAfterLeaving).toBe(2);
  });

  it("stay where somebody has typed them, or has opted out of KRR", async () => {
    const kept = { mobile: { ...fromKrr(mobileOf(1)), optedOut: true }, email: typed("typed@example.no") };
    await leave({ contact: kept, krr: {} });
    await letDaysPass(night.db, TERM_DAYS);
    await night.run();
    expect(contactOf(1)).toMatchObject(kept);
    expect(requests(night.school, "write")).toEqual([]);
    expect(await night.db.selectFrom("sync_departures").selectAll().execute()).toEqual([]);
  });

  it("SY11: are noted as deleted, by a keyed hash of the person", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    await night.run();
    const person = night.keyring.pseudonym("school p-1");
    expect(await deletionsIn(night.db)).toEqual([
      { register_id: "school", population: "guardians", person, fields_emptied: 2 },
    ]);
  });

  it("are deleted once: the night after has nothing to do with them", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    await night.run();
    const before = requests(night.school, "member").length;
    await night.run();
    expect(requests(night.school, "member")).toHaveLength(before);
  });

  it("stay where the person comes back before the term is over, and her time begins anew if she leaves again", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    night.school.put(night.school.held("p-1"));
    await night.run();
    moveOut(1);
    await night.run();
    expect(contactOf(1).mobile.value).toBe(mobileOf(1));
    expect(await night.deps.departures.due({ registerId: "school", population: "guardians" }, 0, 9)).toEqual([
      "p-1",
    ]);
    expect(await night.deps.departures.due({ registerId: "school", population: "guardians" }, 1, 9)).toEqual(
      [],
    );
  });

  it("stay where her record cannot be worked on for some nights: she has not left", async () => {
    night.put(0);
    night.put(1, { contact: { mobile: fromKrr(mobileOf(1)) }, krr: KRR });
    await night.run();
    night.school.putMalformed("p-1");
    await night.run();
    expect(await night.db.selectFrom("sync_departures").selectAll().execute()).toEqual([]);
  });

  it("stay where she has left as a guardian and is an employee still", async () => {
    night = await openNight(database, { targets: [target({}, { employees: true })] });
    night.put(1, { populations: ["guardians", "employees"], krr: KRR });
    night.put(2);
    await night.run();
    moveOut(1, ["employees"]);
    await night.run();
    await letDaysPass(night.db, TERM_DAYS);
    const { step } = await night.run();
    expect(step("school", "guardians").emptiedAfterLeaving).toBe(0);
    expect(contactOf(1).mobile.value).toBe(mobileOf(1));
  });

  it("are deleted when she has left as an employee too", async () => {
    night = await openNight(database, { targets: [target({}, { employees: true })] });
    night.put(1, { populations: ["guardians", "employees"], krr: KRR });
    night.put(2, { populations: ["guardians", "employees"] });
    await night.run();
    moveOut(1);
    await night.run();
    await letDaysPass(night.db, TERM_DAYS);
    await night.run();
    expect(contactOf(1).mobile.value).toBeNull();
  });

  it("are forgotten where the register has no such person any more", async () => {
    await leave();
    night.school.remove("p-1");
    await letDaysPass(night.db, TERM_DAYS);
    const { step } = await night.run();
    expect(step()).toMatchObject({ state: "done", emptiedAfterLeaving: 0 });
    expect(await night.db.selectFrom("sync_departures").selectAll().execute()).toEqual([]);
  });

  it("are left alone where somebody changed the record at that moment, and deleted the next night", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    night.school.conflictOnce("p-1");
    await night.run();
    expect(contactOf(1).mobile.value).toBe(mobileOf(1));
    await night.run();
    expect(contactOf(1).mobile.value).toBeNull();
  });

  it("N14: are not touched where the municipality only compares", async () => {
    const targets: NightTarget[] = [target()];
    night = await openNight(database, { targets });
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    const comparing = {
      ...night.school,
      register: { ...night.school.register, krrMode: "verify-only" as const },
    };
    const effects = night.school.effects();
    await night.run({}, night.startProcess({ targets: [{ ...targets[0], ...target(), port: comparing }] }));
    expect(night.school.effects()).toBe(effects);
  });
});

/** Many have left, more than are asked about at a time. */
async function manyLeave(count: number): Promise<void> {
  night = await openNight(database, { targets: [target({}, { page: 1000 })] });
  for (let number = 1; number <= count; number += 1)
    night.put(number, {
      contact: { mobile: fromKrr(oldMobileOf(number)) },
      krr: { mobile: oldMobileOf(number) },
    });
  for (let number = 1001; number <= 1001 + 2 * count; number += 1) night.put(number, { krr: {} });
  await night.run();
  for (let number = 1; number <= count; number += 1) moveOut(number);
  await night.run();
  await letDaysPass(night.db, TERM_DAYS);
}

function stillHolding(count: number): number {
  return Array.from({ length: count }, (_, at) => contactOf(at + 1).mobile.value).filter(
    (value) => value !== null,
  ).length;
}

describe("N15: when a register is not well while values are deleted", () => {
  it("the run is done all the same, and the next one deletes", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    night.school.failNext("member", "unavailable");
    expect((await night.run()).step()).toMatchObject({ state: "done", emptiedAfterLeaving: 0 });
    expect((await night.run()).step().emptiedAfterLeaving).toBe(2);
  });

  it("nobody is asked about any more while it is silent", async () => {
    await manyLeave(5);
    night.school.failNext("member", "timeout", 100);
    await night.run();
    expect(requests(night.school, "member")).toHaveLength(1);
  });

  it("nobody is written to any more while it is silent on writes", async () => {
    await manyLeave(205);
    night.school.failNext("write", "timeout", 100);
    expect((await night.run()).step()).toMatchObject({ state: "done", emptiedAfterLeaving: 0 });
    expect(requests(night.school, "member")).toHaveLength(200);
  });

  it("nobody is asked about where it takes no contact data at all", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    night.school.allow({ writable: new Set(["workPhone"]) });
    expect((await night.run()).step()).toMatchObject({ state: "done", emptiedAfterLeaving: 0 });
    expect(requests(night.school, "member")).toEqual([]);
  });

  it("who can never be read does not keep the others from being deleted", async () => {
    await manyLeave(205);
    const unreadable: PopulationRegister = {
      ...night.school,
      member: (personId) =>
        personId === "p-99"
          ? night.school.member(personId)
          : Promise.resolve({ ok: false, failure: { upstream: "school", kind: "contract" } }),
    };
    const targets = [{ ...target(), port: unreadable }];
    await night.run({}, night.startProcess({ targets }));
    expect(contactOf(99).mobile.value).toBeNull();
    expect(stillHolding(205)).toBe(204);
  });

  it("more than fit into one request are deleted in one night", async () => {
    await manyLeave(205);
    expect((await night.run()).step().emptiedAfterLeaving).toBe(205);
    expect(stillHolding(205)).toBe(0);
  });

  it("SY2: a process that dies before it has noted a deletion has deleted once, and the next one notes it", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    const { departures } = night.deps;
    const dying = { ...departures, forget: () => Promise.reject(new Died()) };
    await expect(night.run({}, night.startProcess({ departures: dying }))).rejects.toThrow(Died);
    const effects = night.school.effects();
    await letHoldPass(night.db);
    await night.run();
    expect(contactOf(1).mobile.value).toBeNull();
    expect(night.school.effects()).toBe(effects);
    expect(await deletionsIn(night.db)).toHaveLength(1);
  });

  it("SY2: a process whose run was taken over meanwhile notes nothing: what is deleted is noted once", async () => {
    await leave();
    await letDaysPass(night.db, TERM_DAYS);
    let once = true;
    night.school.before("member", async () => {
      if (!once) return;
      once = false;
      await letHoldPass(night.db);
      await night.run({}, night.startProcess());
    });
    expect((await night.run({}, night.startProcess())).state).toBe("lost");
    expect(await deletionsIn(night.db)).toMatchObject([{ fields_emptied: 2 }]);
  });

  it("SY2: a process that is told to stop leaves the rest to the next night", async () => {
    await manyLeave(205);
    const stopping = new AbortController();
    night.school.before("write", () => stopping.abort());
    await night.run({}, night.startProcess({ stopping: stopping.signal }));
    night.school.before("write", null);
    expect(stillHolding(205)).toBe(5);
    await night.run();
    expect(stillHolding(205)).toBe(0);
  });
});
