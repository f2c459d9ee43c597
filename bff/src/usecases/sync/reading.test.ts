import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../store/database.ts";
import { createSessions } from "../../store/sessions.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { openNight, requests, target, type Night } from "./testing/night.ts";
import { idOf, mobileOf } from "./testing/people.ts";

let database: Database;
let night: Night;
beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  night = await openNight(database);
});
afterAll(() => database.close());

/** When this page of the population is asked for, counted from 1. */
function atPage(page: number, act: () => void): void {
  let asked = 0;
  night.school.before("page", () => {
    asked += 1;
    if (asked === page) act();
  });
}

describe("when the register forgets where we stood", () => {
  it("its people are read from the first page, and everybody is counted once", async () => {
    night.putMany(9);
    atPage(3, () => night.school.expireCursors());
    const { step } = await night.run();
    expect(step()).toMatchObject({ state: "done", tally: { read: 9, fields: { mobile: { changed: 9 } } } });
    expect(requests(night.school, "page")).toHaveLength(6);
  });

  it("also where another try stood there", async () => {
    night.putMany(12);
    night.school.before("page", () => {
      if (requests(night.school, "page").length === 3) night.school.failNext("page", "unavailable");
    });
    expect((await night.run()).state).toBe("unfinished");
    night.school.expireCursors();
    const { step } = await night.run();
    expect(step()).toMatchObject({ state: "done", tally: { read: 12, lookedUp: 12 } });
    expect(night.school.effects()).toBe(12);
  });

  it("pages that stood in the book do not count any more, also where people are fewer by now", async () => {
    night.putMany(12);
    atPage(4, () => night.school.failNext("page", "unavailable"));
    expect((await night.run()).state).toBe("unfinished");
    night.school.expireCursors();
    for (let number = 2; number < 12; number += 1) night.school.remove(`p-${String(number)}`);
    expect((await night.run()).step()).toMatchObject({ state: "done", tally: { read: 2, lookedUp: 2 } });
  });

  it("again and again, the step is stopped, and nothing is written", async () => {
    night.putMany(9);
    night.school.before("page", () => night.school.expireCursors());
    const { state, step } = await night.run();
    expect(state).toBe("finished");
    expect(step()).toMatchObject({ state: "stopped", reason: "school refuses its own cursors" });
    expect(requests(night.school, "write")).toEqual([]);
  });
});

describe("when the register is not well", () => {
  it("SY6: nothing is written of half a population: the step waits, and goes on where it stood", async () => {
    night.putMany(12);
    atPage(3, () => night.school.failNext("page", "timeout"));
    const first = await night.run();
    expect(first.state).toBe("unfinished");
    expect(first.step()).toMatchObject({ state: "waiting", reason: "school timeout", planned: true });
    expect(requests(night.school, "write")).toEqual([]);
    const second = await night.run();
    expect(second.step()).toMatchObject({
      state: "done",
      tally: { read: 12, fields: { mobile: { changed: 12 } } },
    });
    expect(night.krr.log).toHaveLength(4);
  });

  it("its silence holds up no other register", async () => {
    night = await openNight(database, { targets: [target(), target({ id: "kindergarten" })] });
    night.school.failNext("capabilities", "unavailable");
    const { state, step } = await night.run();
    expect(state).toBe("unfinished");
    expect(step("school")).toMatchObject({ state: "waiting", reason: "school unavailable" });
    expect(step("kindergarten").state).toBe("done");
  });

  it.each(["capabilities", "page"] as const)(
    "its refusal of %s stops the step with the reason",
    async (operation) => {
      night.putMany(3);
      night.school.failNext(operation, "refused");
      const { state, step } = await night.run();
      expect(state).toBe("finished");
      expect(step()).toMatchObject({ state: "stopped", reason: "school refused" });
    },
  );

  it("its 400 to the first page is a refusal, and no cursor that it has forgotten", async () => {
    const [first] = night.deps.targets;
    if (first === undefined) throw new Error("there is no register");
    const failure = { upstream: "school", kind: "refused", status: 400 } as const;
    const port = { ...night.school, page: () => Promise.resolve({ ok: false, failure } as const) };
    const { step } = await night.run({}, night.startProcess({ targets: [{ ...first, port }] }));
    expect(step()).toMatchObject({ state: "stopped", reason: "school refused 400" });
  });

  it("a page that breaks the contract waits for a later try", async () => {
    night.putMany(3);
    night.school.failNext("page", "contract");
    expect((await night.run()).step()).toMatchObject({ state: "waiting", reason: "school contract" });
  });

  it("who waits is told to the log with the reason", async () => {
    night.school.failNext("page", "timeout");
    await night.run();
    expect(night.events.at(-1)).toMatchObject({
      name: "sync_halted",
      state: "waiting",
      reason: "school timeout",
    });
  });
});

describe("SY9: a long population", () => {
  it("is read no further ahead than there is room for: while KRR thinks, the register waits", async () => {
    night.putMany(60);
    const { promise: thinking, resolve: answer } = Promise.withResolvers<undefined>();
    const { promise: stuck, resolve: noRoom } = Promise.withResolvers<undefined>();
    night.krr.before("lookup", () => {
      if (night.krr.log.length === 5) noRoom(undefined);
      return thinking;
    });
    const running = night.run();
    await stuck;
    await setImmediate();
    // Five pages that KRR is asked about, and one read ahead.
    expect(requests(night.school, "page")).toHaveLength(6);
    answer(undefined);
    expect((await running).step().tally.lookedUp).toBe(60);
  });
});

/** Registers of whose answers a copy lies in the store. */
async function kept(subject: string): Promise<readonly string[]> {
  const found = await night.deps.lastAnswers.find(subject);
  return [...found].flatMap(([registerId, answer]) => (answer.copy === null ? [] : [registerId])).sort();
}

describe("SY10: a person who is protected since the last time she looked at her page", () => {
  const copy = {
    records: [],
    capabilities: { writable: new Set<never>(), holdsOrigin: true, holdsOptOut: true },
  };

  /** She is logged in, and a copy of what both registers told lies in the store. */
  async function copied(number: number): Promise<string> {
    const nationalId = idOf(number);
    const login = { nationalId, acr: "idporten-loa-high", name: null, language: null };
    await createSessions(night.db, night.keyring).create(login, null);
    const subject = night.keyring.pseudonym(nationalId.reveal());
    const answers = ["school", "kindergarten"].map((registerId) => ({ registerId, copy }));
    await night.deps.lastAnswers.record(subject, answers, new Date("2026-11-24T12:00:00.000Z"));
    return subject;
  }

  it("has no copy of that register's answer any more, dropped before KRR is asked about her", async () => {
    const subject = await copied(1);
    night.put(1, { protection: "confidential", krr: { mobile: mobileOf(1) } });
    const seen: (readonly string[])[] = [];
    night.krr.before("lookup", async () => {
      seen.push(await kept(subject));
    });
    await night.run();
    expect(seen).toEqual([["kindergarten"]]);
  });

  it("has none either where the grade is one that nobody knows, or the municipality leaves her out", async () => {
    night = await openNight(database, { targets: [target({}, { exceptedGrades: new Set(["unknown"]) })] });
    const subject = await copied(1);
    night.put(1, { protection: "unknown" });
    await night.run();
    expect(await kept(subject)).toEqual(["kindergarten"]);
  });

  it("has none either where the municipality only compares, or KRR is silent", async () => {
    night = await openNight(database, { targets: [target({ krrMode: "verify-only" })] });
    const subject = await copied(1);
    night.put(1, { protection: "client" });
    night.krr.failNext("lookup", "unavailable");
    await night.run();
    expect(await kept(subject)).toEqual(["kindergarten"]);
  });

  it("and nobody else loses hers", async () => {
    const subject = await copied(2);
    night.put(1, { protection: "client" });
    night.put(2);
    await night.run();
    expect(await kept(subject)).toEqual(["kindergarten", "school"]);
  });
});
