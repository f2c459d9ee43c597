import { setImmediate } from "node:timers/promises";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ContactRegister } from "../ports/contact-register.ts";
import { KARI, KINDERGARTEN, SCHOOL, contactRecord } from "../ports/testing/people.ts";
import { getProfile } from "./get-profile.ts";
import { GUARDIAN, guardianCase } from "./testing/guardian-case.ts";

let kari: ReturnType<typeof guardianCase>;
beforeEach(() => {
  kari = guardianCase();
});

describe("reading the page for somebody who leaves (UP5)", () => {
  it("ends every question that is under way, and tells of no fault", async () => {
    const asked: AbortSignal[] = [];
    const unanswered = async (caller: AbortSignal | undefined) => {
      if (caller !== undefined) asked.push(caller);
      await new Promise((left) => caller?.addEventListener("abort", left));
      return { ok: false, failure: { upstream: "any", kind: "cancelled" } } as const;
    };
    const registers = kari.deps.registers.map((register) => ({
      ...register,
      lookup: (_id: unknown, caller?: AbortSignal) => unanswered(caller),
    }));
    const krr = { lookup: (_id: unknown, _for: unknown, caller?: AbortSignal) => unanswered(caller) };
    const record = vi.fn<typeof kari.deps.record>();
    const caller = new AbortController();
    const reading = getProfile({ ...kari.deps, registers, krr, record }, GUARDIAN, caller.signal);
    await setImmediate();
    caller.abort();
    await reading;
    expect(asked).toHaveLength(3);
    expect(record).not.toHaveBeenCalled();
  });
});

describe("reading the page", () => {
  it("asks every source at once and waits for none before asking the next", async () => {
    const gate = Promise.withResolvers<undefined>();
    const asked: string[] = [];
    const behindGate = (register: ContactRegister): ContactRegister => ({
      ...register,
      async lookup(nationalId) {
        asked.push(register.register.id);
        await gate.promise;
        return register.lookup(nationalId);
      },
    });
    const krr: typeof kari.deps.krr = {
      ...kari.krr,
      async lookup(nationalId, municipality) {
        asked.push("krr");
        await gate.promise;
        return kari.krr.lookup(nationalId, municipality);
      },
    };
    const reading = getProfile(
      { ...kari.deps, krr, registers: kari.deps.registers.map(behindGate) },
      GUARDIAN,
    );
    await setImmediate();
    expect(asked.toSorted()).toEqual(["kindergarten", "krr", "school"]);
    gate.resolve(undefined);
    expect(await reading).toMatchObject({ page: { state: "known" } });
  });

  it("shows what one register holds while the other one is silent, and says so in the log", async () => {
    kari.school.fail("lookup", "unavailable");
    const { systems, page } = await getProfile(kari.deps, GUARDIAN);
    expect(systems.map(({ answer }) => answer)).toEqual(["unavailable", "fresh"]);
    expect(page).toMatchObject({ state: "known", name: "Kari Normann" });
    expect(kari.events).toEqual([
      { name: "upstream_failed", failure: { upstream: "school", kind: "unavailable" } },
    ]);
  });

  it("knows no last time of a register that never answered", async () => {
    kari.school.fail("lookup", "unavailable");
    const { systems } = await getProfile(kari.deps, GUARDIAN);
    expect(systems[0]).toMatchObject({ answer: "unavailable", asOf: null });
  });

  it("says that nothing is known when no register answers, and not that nobody holds her", async () => {
    kari.school.fail("lookup", "unavailable");
    kari.kindergarten.fail("lookup", "unavailable");
    expect((await getProfile(kari.deps, GUARDIAN)).page).toEqual({ state: "unavailable" });
  });

  it("stands when KRR is silent", async () => {
    kari.krr.fail(true);
    const profile = await getProfile(kari.deps, GUARDIAN);
    expect(profile.krr).toEqual({ state: "unavailable" });
    expect(profile.page).toMatchObject({ state: "known", mobile: { krr: { state: "not-known" } } });
  });

  it("stands when a register does not tell what it can do", async () => {
    kari.school.fail("capabilities", "unavailable");
    expect((await getProfile(kari.deps, GUARDIAN)).page).toMatchObject({ state: "known" });
  });

  it("asks KRR once for a municipality with several registers", async () => {
    await getProfile(kari.deps, GUARDIAN);
    expect(kari.krr.askedFor).toEqual([SCHOOL.municipality.orgNumber]);
  });

  it("asks KRR once for each municipality", async () => {
    const municipality = { orgNumber: "920000002", name: "Storvik" };
    const two = guardianCase({ kindergarten: { ...KINDERGARTEN, municipality } });
    await getProfile(two.deps, GUARDIAN);
    expect(two.krr.askedFor).toEqual(["910000001", "920000002"]);
  });

  it("never asks KRR for a municipality that switched it off (N14)", async () => {
    const off = guardianCase({
      school: { ...SCHOOL, krrMode: "off" },
      kindergarten: { ...KINDERGARTEN, krrMode: "off" },
    });
    expect((await getProfile(off.deps, GUARDIAN)).krr).toEqual({ state: "off" });
    expect(off.krr.askedFor).toEqual([]);
  });

  it("reports several records of one person in a register, without naming her", async () => {
    kari.school.put(KARI, contactRecord({}, { personId: "p-2" }));
    await getProfile(kari.deps, GUARDIAN);
    expect(kari.events).toEqual([{ name: "duplicate_records", register: "school", records: 2 }]);
  });

  it("writes nothing", async () => {
    await getProfile(kari.deps, GUARDIAN);
    expect(
      [...kari.school.calls, ...kari.kindergarten.calls].filter((call) => call.startsWith("write")),
    ).toEqual([]);
  });
});
