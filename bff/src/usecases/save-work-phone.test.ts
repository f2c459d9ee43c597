import { beforeEach, describe, expect, it } from "vitest";
import type { ContactRegister, RegisterWrite } from "../ports/contact-register.ts";
import { createFakeContactRegister } from "../ports/testing/fake-contact-register.ts";
import { KARI, KINDERGARTEN, OLA, contactRecord } from "../ports/testing/people.ts";
import type { SourceDeps } from "./read-sources.ts";
import { saveWorkPhone } from "./save-work-phone.ts";
import { GUARDIAN, guardianCase, writesOf } from "./testing/guardian-case.ts";

const PHONE = "+4722000001";

let kari: ReturnType<typeof guardianCase>;
beforeEach(() => {
  kari = guardianCase();
});

async function save(
  phone: string | null = PHONE,
  chosen: string[] | null = null,
  deps: SourceDeps = kari.deps,
) {
  const { systems, profile } = await saveWorkPhone(
    deps,
    GUARDIAN,
    phone,
    chosen === null ? null : new Set(chosen),
  );
  return {
    outcomes: Object.fromEntries(systems.map(({ systemId, outcome }) => [systemId, outcome])),
    profile,
  };
}

function heldBy(register: typeof kari.school, personId = "p-1") {
  return register.record(personId).contact.workPhone;
}

/** The school, saying this to every write and doing nothing. */
function answering(outcome: RegisterWrite): ContactRegister {
  return { ...kari.school, write: () => Promise.resolve({ ok: true, value: outcome }) };
}

describe("saving «Jobbtelefon»", () => {
  it("writes it to every register as the guardian's own", async () => {
    const { outcomes, profile } = await save();
    expect(outcomes).toEqual({ school: "changed", kindergarten: "changed" });
    for (const register of [kari.school, kari.kindergarten]) {
      expect(heldBy(register)).toMatchObject({ value: PHONE, origin: "guardian" });
    }
    expect(profile.page).toMatchObject({ workPhone: { state: "agreed", held: { value: PHONE } } });
  });

  it("touches no other field", async () => {
    const before = kari.school.record("p-1").contact;
    await save();
    expect(kari.school.record("p-1").contact).toMatchObject({ mobile: before.mobile, email: before.email });
    expect(writesOf(kari.school)).toEqual(["write p-1 workPhone"]);
  });

  it("removes it from every register", async () => {
    await save();
    expect((await save(null)).outcomes).toEqual({ school: "changed", kindergarten: "changed" });
    expect(heldBy(kari.school).value).toBeNull();
  });

  it("writes nothing where the same number is held already, however written", async () => {
    kari.school.put(KARI, contactRecord({ workPhone: { value: "22 00 00 01", origin: "guardian" } }));
    expect((await save()).outcomes).toEqual({ school: "up-to-date", kindergarten: "changed" });
    expect(writesOf(kari.school)).toEqual([]);
  });

  it("writes to the chosen register alone (retry of what failed)", async () => {
    expect((await save(PHONE, ["kindergarten"])).outcomes).toEqual({ kindergarten: "changed" });
    expect(writesOf(kari.school)).toEqual([]);
  });

  it("writes to every record of the same person, save one that is an employee's only (P18)", async () => {
    kari.school.put(KARI, contactRecord({}, { personId: "p-2" }));
    kari.school.put(KARI, contactRecord({}, { personId: "p-3", roles: ["employee"] }));
    await save();
    expect([heldBy(kari.school, "p-2").value, heldBy(kari.school, "p-3").value]).toEqual([PHONE, null]);
  });

  it("says of a register that cannot be written to that it cannot, and writes to the other one", async () => {
    const readOnly = createFakeContactRegister(KINDERGARTEN, {
      writable: new Set(["email", "mobile"]),
      holdsOrigin: true,
      holdsOptOut: true,
    });
    readOnly.put(KARI, contactRecord());
    const { outcomes } = await save(PHONE, null, { ...kari.deps, registers: [kari.school, readOnly] });
    expect(outcomes).toEqual({ school: "changed", kindergarten: "read-only" });
    expect(writesOf(readOnly)).toEqual([]);
  });

  it("tries where the register does not tell whether it can be written to", async () => {
    kari.school.fail("capabilities", "unavailable");
    expect((await save()).outcomes).toMatchObject({ school: "changed" });
  });

  it("says of a silent register that it failed, asks it no second time, and writes to the other one", async () => {
    kari.school.fail("lookup", "unavailable");
    const { outcomes, profile } = await save();
    expect(outcomes).toEqual({ school: "failed", kindergarten: "changed" });
    expect(kari.school.calls).toEqual(["lookup", "capabilities"]);
    expect(profile.systems[0]).toMatchObject({ answer: "unavailable" });
  });

  it("says of a register that does not hold the person that it does not", async () => {
    const alone = createFakeContactRegister(KINDERGARTEN);
    alone.put(OLA, contactRecord());
    const { outcomes } = await save(PHONE, null, { ...kari.deps, registers: [kari.school, alone] });
    expect(outcomes).toEqual({ school: "changed", kindergarten: "person-not-held" });
    expect(alone.record("p-1").contact.workPhone.value).toBeNull();
  });

  it("stands when KRR is silent, which has no part in it", async () => {
    kari.krr.fail(true);
    expect((await save()).outcomes).toEqual({ school: "changed", kindergarten: "changed" });
  });

  it("records who saved by subject alone, with the outcomes counted", async () => {
    await save();
    expect(kari.events).toEqual([
      { name: "work_phone_saved", subject: GUARDIAN.subject, outcomes: { changed: 2 } },
    ]);
  });
});

describe("what became of «Jobbtelefon»", () => {
  it("is judged by what the register holds when its answer got lost", async () => {
    kari.school.fail("write", "lost");
    expect((await save()).outcomes).toEqual({ school: "changed", kindergarten: "changed" });
  });

  it("is a failure when the write left nothing behind", async () => {
    kari.school.fail("write", "unavailable");
    const { outcomes, profile } = await save();
    expect(outcomes).toEqual({ school: "failed", kindergarten: "changed" });
    expect(profile.page).toMatchObject({ workPhone: { held: { holdings: [{ systemId: "kindergarten" }] } } });
  });

  it("is a failure when the register took the write and kept what it had", async () => {
    const deaf = answering("written");
    const { outcomes } = await save(PHONE, null, { ...kari.deps, registers: [deaf, kari.kindergarten] });
    expect(outcomes).toEqual({ school: "failed", kindergarten: "changed" });
  });

  it("is read-only at once where the register has become so since it told what it can do", async () => {
    kari.school.beforeWrite(() => kari.school.allow(new Set(["mobile"])));
    const { outcomes, profile } = await save();
    expect(outcomes).toEqual({ school: "read-only", kindergarten: "changed" });
    expect(profile.page).toMatchObject({ workPhone: { writableIn: ["kindergarten"] } });
  });

  it("is a failure where the register refuses once and says that it takes work phones all the same", async () => {
    const moody = answering("refused");
    const { outcomes } = await save(PHONE, null, { ...kari.deps, registers: [moody, kari.kindergarten] });
    expect(outcomes).toMatchObject({ school: "failed" });
  });

  it("is open while the register works on it", async () => {
    const slow = answering("pending");
    const { outcomes } = await save(PHONE, null, { ...kari.deps, registers: [slow, kari.kindergarten] });
    expect(outcomes).toMatchObject({ school: "pending" });
  });

  it("is what the register told when it cannot be read back", async () => {
    kari.school.beforeWrite(() => {
      kari.school.fail("lookup", "unavailable");
    });
    const { outcomes, profile } = await save();
    expect(outcomes).toMatchObject({ school: "changed" });
    expect(profile.systems[0]).toMatchObject({ answer: "stale" });
  });

  it("is settled on a second reading when somebody else was faster once", async () => {
    kari.school.beforeWrite(() => {
      if (kari.school.record("p-1").etag === "1") kari.school.put(KARI, contactRecord({}, { etag: "2" }));
    });
    expect((await save()).outcomes).toMatchObject({ school: "changed" });
    expect(writesOf(kari.school)).toHaveLength(2);
  });

  it("is a conflict when somebody else was faster twice", async () => {
    kari.school.beforeWrite(() => {
      const { etag } = kari.school.record("p-1");
      kari.school.put(KARI, contactRecord({}, { etag: `${etag}0` }));
    });
    expect((await save()).outcomes).toMatchObject({ school: "conflict" });
    expect(writesOf(kari.school)).toHaveLength(2);
  });
});
