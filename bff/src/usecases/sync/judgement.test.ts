import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FEW } from "../../domain/sync/breaker.ts";
import type { Difference } from "../../ports/sync-runs.ts";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { openNight, requests, target, type Night } from "./testing/night.ts";
import { DELETED, fromKrr, idOf, mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
let night: Night;
beforeAll(async () => {
  database = await openMemoryStore();
});
afterAll(() => database.close());

async function differencesOf(runId: string): Promise<readonly Difference[]> {
  const lines: Difference[] = [];
  for await (const line of night.deps.runs.differences(runId)) lines.push(line);
  return lines;
}

describe("N12: the first run of a register", () => {
  beforeEach(async () => {
    night = await openNight(database, { approved: false });
    night.put(1, {
      contact: { mobile: typed(oldMobileOf(1)) },
      krr: { mobile: mobileOf(1), email: "a@example.no" },
    });
    night.put(2, { contact: { email: fromKrr("b@example.no") }, krr: DELETED });
    night.put(3, { contact: { mobile: typed(mobileOf(3)) }, krr: { mobile: mobileOf(3) } });
  });

  it("writes nothing, however often it is started, until somebody has approved", async () => {
    await night.run();
    const { step } = await night.run();
    expect(step()).toMatchObject({ mode: "first-run", state: "done", planned: true });
    expect(requests(night.school, "write")).toEqual([]);
  });

  it("lists what it would do to each field, with before and after", async () => {
    const { runId } = await night.run();
    const line = { registerId: "school", population: "guardians" };
    expect(await differencesOf(runId)).toEqual([
      {
        ...line,
        personId: "p-1",
        field: "mobile",
        kind: "changed",
        before: oldMobileOf(1),
        after: mobileOf(1),
      },
      { ...line, personId: "p-1", field: "email", kind: "filled", before: null, after: "a@example.no" },
      { ...line, personId: "p-2", field: "email", kind: "emptied", before: "b@example.no", after: null },
      {
        ...line,
        personId: "p-3",
        field: "mobile",
        kind: "confirmed",
        before: mobileOf(3),
        after: mobileOf(3),
      },
    ]);
  });

  it("counts what it would do as the run that does it", async () => {
    const first = await night.run();
    await night.deps.runs.approve("school");
    const second = await night.run();
    expect(second.step()).toMatchObject({ mode: "write", planned: false });
    expect(second.step().tally).toEqual(first.step().tally);
  });

  it("writes from the night after the approval on", async () => {
    await night.run();
    expect(await night.deps.runs.approve("school")).toEqual([
      { registerId: "school", population: "guardians" },
    ]);
    await night.run();
    expect(night.school.held("p-1").record.contact.mobile.value).toBe(mobileOf(1));
  });

  it("is approved register by register and population by population", async () => {
    const targets = [target({}, { employees: true }), target({ id: "kindergarten" })];
    night = await openNight(database, { targets, approved: false });
    await night.run({ registerId: "school", population: "guardians" });
    await night.deps.runs.approve("school");
    const { steps } = await night.run();
    expect(steps.map(({ registerId, population, mode }) => `${registerId} ${population} ${mode}`)).toEqual([
      "school guardians write",
      "school employees first-run",
      "kindergarten guardians first-run",
    ]);
  });

  it("keeps no list once it has been written", async () => {
    await night.run();
    await night.deps.runs.approve("school");
    const { runId } = await night.run();
    expect(await differencesOf(runId)).toEqual([]);
  });
});

describe("N12: a dry run", () => {
  beforeEach(async () => {
    night = await openNight(database);
    night.put(1, { contact: { mobile: typed(oldMobileOf(1)) }, krr: { mobile: mobileOf(1) } });
  });

  it("writes nothing to a register that has been approved", async () => {
    const { runId, step } = await night.run({ dryRun: true });
    expect(step()).toMatchObject({ mode: "dry-run", state: "done", planned: true });
    expect(requests(night.school, "write")).toEqual([]);
    expect(await differencesOf(runId)).toHaveLength(1);
  });
});

const MEMBERS = 40;

/** What is out of all proportion, each with how it comes about. */
const DISPROPORTIONS: readonly (readonly [reason: string, why: string, happen: () => void])[] = [
  ["too-many-changed", "every number is another one", () => putAll({ mobile: "other" })],
  ["too-many-emptied", "everybody has left KRR", () => putAll({ deleted: true })],
  ["too-many-unknown-to-krr", "KRR knows nobody", () => putAll({ unknown: true })],
  [
    "strange-answers-from-krr",
    "there are strangers in every answer",
    () => {
      putAll({});
      night.krr.addStrangers(2);
    },
  ],
  [
    "strange-answers-from-krr",
    "KRR contradicts itself",
    () => {
      putAll({});
      for (let number = 0; number < FEW; number += 1) night.krr.contradict(idOf(number));
    },
  ],
  [
    "members-gone",
    "the register has forgotten most people",
    () => {
      putAll({ mobile: "other", upTo: 5 });
      for (let number = 5; number < 5 + FEW; number += 1) night.school.remove(`p-${String(number)}`);
    },
  ],
];

/** Forty members whose numbers came from KRR the night before, and what KRR says of them tonight. */
function putAll(tonight: { mobile?: "other"; deleted?: true; unknown?: true; upTo?: number }): void {
  for (let number = 0; number < MEMBERS; number += 1) {
    const differs = tonight.mobile === "other" && number < (tonight.upTo ?? MEMBERS);
    night.put(number, {
      contact: { mobile: fromKrr(oldMobileOf(number)) },
      krr: tonight.deleted ? DELETED : { mobile: differs ? mobileOf(number) : oldMobileOf(number) },
    });
    if (tonight.unknown) night.krr.remove(idOf(number));
  }
}

describe("N12: the circuit breaker", () => {
  beforeEach(async () => {
    night = await openNight(database);
    putAll({});
    await night.run();
  });

  it.each(DISPROPORTIONS)(
    "stops the register with every record untouched: %s, as %s",
    async (reason, _, happen) => {
      happen();
      const { state, step } = await night.run();
      expect(state).toBe("finished");
      expect(step()).toMatchObject({ mode: "write", state: "stopped", reason, planned: true });
      expect(requests(night.school, "write")).toEqual([]);
      expect(night.events.at(-2)).toMatchObject({ name: "sync_halted", register: "school", reason });
    },
  );

  it.each(DISPROPORTIONS)(
    "trips where the municipality only compares, if KRR or the register is at fault: %s, as %s",
    async (reason, _, happen) => {
      night = await openNight(database, { targets: [target({ krrMode: "verify-only" })] });
      putAll({});
      await night.run();
      happen();
      const { step } = await night.run();
      // Nothing would be changed there.
      const harmless = reason === "too-many-changed" || reason === "too-many-emptied";
      expect(step()).toMatchObject(harmless ? { state: "done" } : { state: "stopped", reason });
    },
  );

  it.each(DISPROPORTIONS.filter(([reason]) => !reason.includes("krr")))(
    "lets a list pass that somebody has looked at and approved: %s, as %s",
    async (_reason, _why, happen) => {
      happen();
      await night.run();
      await night.deps.runs.approve("school");
      expect((await night.run()).step()).toMatchObject({ mode: "write", state: "done", reason: null });
    },
  );

  it("lets it pass once: the next list of that size is looked at anew", async () => {
    putAll({ mobile: "other" });
    await night.run();
    await night.deps.runs.approve("school");
    await night.run();
    putAll({ mobile: "other" });
    expect((await night.run()).step()).toMatchObject({ state: "stopped", reason: "too-many-changed" });
  });

  it("stops one register and goes on with the others", async () => {
    night = await openNight(database, { targets: [target(), target({ id: "kindergarten" })] });
    putAll({ mobile: "other" });
    const { step } = await night.run();
    expect(step("school").state).toBe("stopped");
    expect(step("kindergarten").state).toBe("done");
  });

  it("SY4: takes an empty list with 200 for a fault, and nobody for gone", async () => {
    for (let number = 0; number < MEMBERS; number += 1) night.school.remove(`p-${String(number)}`);
    expect((await night.run()).step()).toMatchObject({ state: "stopped", reason: "members-gone" });
    expect(await night.db.selectFrom("sync_departures").selectAll().execute()).toEqual([]);
  });

  it("SY4: takes a list that is shorter by two fifths for a fault, night after night", async () => {
    for (let number = MEMBERS; number < 65; number += 1) night.put(number, { krr: {} });
    await night.run();
    for (let number = 0; number < 26; number += 1) night.school.remove(`p-${String(number)}`);
    await night.run();
    expect((await night.run()).step()).toMatchObject({ state: "stopped", reason: "members-gone" });
  });

  it("SY4: lets a list pass that is shorter by less", async () => {
    for (let number = MEMBERS; number < 66; number += 1) night.put(number, { krr: {} });
    await night.run();
    for (let number = 0; number < 26; number += 1) night.school.remove(`p-${String(number)}`);
    expect((await night.run()).step()).toMatchObject({ state: "done", tally: { read: 40 } });
  });

  it("SY4: does not measure by the short list of a dry run either", async () => {
    for (let number = 0; number < FEW; number += 1) night.school.remove(`p-${String(number)}`);
    await night.run({ dryRun: true });
    expect((await night.run()).step()).toMatchObject({ state: "stopped", reason: "members-gone" });
  });
});
