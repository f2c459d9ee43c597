import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeyring, randomSessionKey } from "../../platform/keyring.ts";
import type { KrrBatch } from "../../ports/krr-batch.ts";
import type { SyncRuns } from "../../ports/sync-runs.ts";
import type { Database } from "../../store/database.ts";
import { createSyncRuns } from "../../store/sync-runs.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { letHoldPass, sealedIn } from "./testing/book.ts";
import { Died, mortalProcess, type Death } from "./testing/mortal.ts";
import { openNight, requests, runBy, target, type Night } from "./testing/night.ts";
import { DELETED, fromKrr, mobileOf, oldMobileOf, typed } from "./testing/people.ts";

let database: Database;
beforeAll(async () => {
  database = await openMemoryStore();
});
afterAll(() => database.close());

const MEMBERS = 11;

/** Eleven on four pages: of most there is something to write, each in its own way. */
async function openBusyNight(): Promise<Night> {
  const night = await openNight(database, { targets: [target()] });
  for (let number = 0; number < MEMBERS; number += 1) {
    const krr = { mobile: mobileOf(number), email: `p${String(number)}@example.no` };
    const old = { mobile: typed(oldMobileOf(number)) };
    if (number % 5 === 1) night.put(number, { contact: { mobile: fromKrr(mobileOf(number)) }, krr: DELETED });
    else if (number % 5 === 2)
      night.put(number, { contact: { mobile: { ...old.mobile, optedOut: true } }, krr });
    else if (number % 5 === 3) night.put(number, { contact: { mobile: typed(mobileOf(number)) }, krr });
    else night.put(number, { contact: old, krr, ...(number === 4 && { protection: "client" }) });
  }
  night.school.putMalformed("p-bad");
  return night;
}

const TONIGHT = { occurrence: "2026-11-25T02:30" };

/** Runs until each of these deaths has been died, and once more by a process that lives; tells what it all led to. */
async function runThrough(deaths: readonly Death[]) {
  const night = await openBusyNight();
  for (const death of deaths) {
    const process = mortalProcess(night.startProcess(), death);
    await runBy(process.deps, TONIGHT).catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
    });
    await process.quiet();
    await letHoldPass(night.db);
  }
  const run = await runBy(night.startProcess(), TONIGHT);
  return tracesOf(night, run);
}

/** The totals, and every record with its version. */
function tracesOf(night: Night, run: Awaited<ReturnType<typeof runBy>>) {
  const { calls: _calls, seconds: _seconds, ...totals } = run.step();
  const records = Array.from(
    { length: MEMBERS },
    (_, number) => night.school.held(`p-${String(number)}`).record,
  );
  return { totals, records, effects: night.school.effects() };
}

/** How many words an undisturbed run says. */
async function wordsOfARun(): Promise<number> {
  const night = await openBusyNight();
  const process = mortalProcess(night.startProcess(), null);
  await runBy(process.deps, TONIGHT);
  return process.words();
}

describe("SY2: a run whose process dies is taken over, to the same end as if it had not", () => {
  it.each(["first", "second"])("at whichever word of its %s half", async (half) => {
    const undisturbed = await runThrough([]);
    const words = await wordsOfARun();
    expect(words).toBeGreaterThan(30);
    const middle = Math.ceil(words / 2);
    const [from, to] = half === "first" ? [1, middle] : [middle + 1, words];
    for (let word = from; word <= to; word += 1)
      expect(await runThrough([{ word, when: "before" }]), `word ${String(word)}`).toEqual(undisturbed);
  });

  it("and if whoever takes it over dies too", async () => {
    const undisturbed = await runThrough([]);
    const when = fc.constantFrom("before" as const, "after" as const);
    const death = fc.record({ word: fc.integer({ min: 1, max: 45 }), when });
    await fc.assert(
      fc.asyncProperty(fc.array(death, { minLength: 1, maxLength: 3 }), async (deaths) => {
        expect(await runThrough(deaths)).toEqual(undisturbed);
      }),
      { numRuns: 20 },
    );
  });
});

describe("SY2: what a dead process leaves behind", () => {
  let night: Night;
  beforeEach(async () => {
    night = await openBusyNight();
  });

  /** Runs in a process that dies when a register or KRR gets such a request for the so manieth time. */
  async function dieAt(place: { before(act: () => void): void }, time: number): Promise<void> {
    const process = mortalProcess(night.startProcess(), null);
    let count = 0;
    place.before(() => {
      count += 1;
      if (count === time) process.die();
    });
    await runBy(process.deps).catch((error: unknown) => {
      if (!(error instanceof Died)) throw error;
    });
    place.before(() => undefined);
    await process.quiet();
    await letHoldPass(night.db);
  }

  const atSchool = (operation: "write" | "page") => ({
    before: (act: () => void) => night.school.before(operation, act),
  });

  it.each([1, 2, 3, 4])("half a page that is written is not written again: request %i", async (time) => {
    const undisturbed = await runThrough([]);
    night = await openBusyNight();
    await dieAt(atSchool("write"), time);
    expect(tracesOf(night, await night.run())).toEqual(undisturbed);
  });

  it("a write whose answer got lost with it counts as what it did", async () => {
    const undisturbed = await runThrough([]);
    night = await openBusyNight();
    night.school.failNext("write", "lost", 100);
    await night.run();
    night.school.failNext("write", "lost", 0);
    expect(tracesOf(night, await night.run())).toEqual(undisturbed);
  });

  it("is written by the plan that stands: KRR is not asked again", async () => {
    await dieAt(atSchool("write"), 1);
    const before = night.krr.log.length;
    await night.run();
    expect(night.krr.log).toHaveLength(before);
  });

  it("pages behind one that is missing are planned anew, also where they are fewer by then", async () => {
    const base = night.startProcess();
    const { promise: death, reject: die } = Promise.withResolvers<never>();
    let lookups = 0;
    // KRR is still at the second page when the last one is in the book.
    const krr: KrrBatch = {
      ...base.krr,
      lookupMany: (...about) => {
        lookups += 1;
        return lookups === 2 ? death : base.krr.lookupMany(...about);
      },
    };
    const runs: SyncRuns = {
      ...base.runs,
      savePage: async (...saved) => {
        await base.runs.savePage(...saved);
        if (saved[2].nextCursor === null) die(new Died());
      },
    };
    await expect(runBy({ ...base, krr, runs })).rejects.toThrow(Died);
    await letHoldPass(night.db);
    for (const personId of ["p-9", "p-10", "p-bad"]) night.school.remove(personId);
    expect((await night.run()).step()).toMatchObject({ state: "done", tally: { read: 9, lookedUp: 9 } });
  });

  it("N12: uses up what a person has approved for it, also where it died before it could say so", async () => {
    const runs = { ...night.startProcess().runs, useApproval: () => Promise.reject(new Died()) };
    await expect(runBy(night.startProcess({ runs }))).rejects.toThrow(Died);
    await letHoldPass(night.db);
    await night.run();
    const left = await night.deps.runs.approval({ registerId: "school", population: "guardians" });
    expect(left).toEqual({ changed: 0, emptied: 0, read: null });
  });

  it("cannot be opened after a change of keys: the step is stopped and says so, and nothing more is written", async () => {
    await dieAt(atSchool("write"), 1);
    const runs = createSyncRuns(night.db, createKeyring([randomSessionKey()]));
    const { step } = await night.run({}, night.startProcess({ runs }));
    const reason = "the plan cannot be opened any more: start a new run";
    expect(step()).toMatchObject({ state: "stopped", reason });
    expect(night.school.effects()).toBe(0);
    expect((await night.run()).step()).toMatchObject({ state: "done", reason: null });
  });

  it.each(["verify-only", "off"] as const)(
    "N14: is not written any more where the municipality has chosen %s meanwhile",
    async (krrMode) => {
      await dieAt(atSchool("write"), 3);
      const effects = night.school.effects();
      const port = { ...night.school, register: { ...night.school.register, krrMode } };
      const { step } = await night.run({}, night.startProcess({ targets: [{ ...target(), port }] }));
      expect(step()).toMatchObject({ mode: krrMode, state: "done" });
      expect(night.school.effects()).toBe(effects);
      expect(await sealedIn(night.db)).toEqual([]);
    },
  );

  it("N14: is only compared to its end where the municipality has chosen to write meanwhile", async () => {
    const port = { ...night.school, register: { ...night.school.register, krrMode: "verify-only" as const } };
    const stopping = new AbortController();
    night.school.before("page", () => stopping.abort());
    const comparing = { targets: [{ ...target(), port }], stopping: stopping.signal };
    expect((await night.run({}, night.startProcess(comparing))).state).toBe("unfinished");
    const { step } = await night.run();
    expect(step().mode).toBe("verify-only");
    expect(requests(night.school, "write")).toEqual([]);
  });
});

describe("SY2: a process that was only silent for too long", () => {
  it("ends quietly once another one has taken its run over, and nothing is done twice", async () => {
    const undisturbed = await runThrough([]);
    const night = await openBusyNight();
    let once = true;
    night.school.before("page", async () => {
      if (!once || requests(night.school, "page").length < 3) return;
      once = false;
      await letHoldPass(night.db);
      await runBy(night.startProcess(), TONIGHT);
    });
    const slow = await night.run(TONIGHT);
    expect(slow.state).toBe("lost");
    expect(tracesOf(night, slow)).toEqual(undisturbed);
  });

  it("writes nothing more that the other one has written", async () => {
    const undisturbed = await runThrough([]);
    const night = await openBusyNight();
    let once = true;
    night.school.before("write", async () => {
      if (!once) return;
      once = false;
      await letHoldPass(night.db);
      await runBy(night.startProcess(), TONIGHT);
    });
    const slow = await night.run(TONIGHT);
    expect(slow.state).toBe("lost");
    expect(tracesOf(night, slow)).toEqual(undisturbed);
  });
});

describe("SY1: two processes at the same time", () => {
  it("have one run: the second is told that the first is at it", async () => {
    const night = await openBusyNight();
    const second: string[] = [];
    night.school.before("write", async () => {
      second.push((await runBy(night.startProcess(), TONIGHT)).state);
    });
    await night.run(TONIGHT);
    expect(new Set(second)).toEqual(new Set(["busy"]));
  });

  it("have one run of each firing: who comes later finds it done", async () => {
    const night = await openBusyNight();
    const first = await night.run(TONIGHT);
    const second = await runBy(night.startProcess(), TONIGHT);
    expect(second).toMatchObject({ state: "done", runId: first.runId });
  });
});

describe("SY2: several steps", () => {
  it("those that are done are not done again, and are told once", async () => {
    const night = await openNight(database, { targets: [target(), target({ id: "kindergarten" })] });
    night.put(1, { krr: { mobile: mobileOf(1) } });
    const [, kindergarten] = night.deps.targets;
    if (kindergarten === undefined) throw new Error("there is no second register");
    const silent = { ...kindergarten, port: { ...kindergarten.port, capabilities: unavailable } };
    const targets = night.deps.targets.map((each) => (each === kindergarten ? silent : each));
    await night.run({}, night.startProcess({ targets }));
    const before = night.school.log.length;
    const { state } = await night.run();
    expect(state).toBe("finished");
    expect(night.school.log).toHaveLength(before);
    const told = night.events.filter((event) => event.name === "sync_step" && event.register === "school");
    expect(told).toHaveLength(1);
  });
});

function unavailable() {
  return Promise.resolve({ ok: false, failure: { upstream: "kindergarten", kind: "unavailable" } } as const);
}
