import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ContactRecord } from "../domain/contact-record.ts";
import type { ContactRegister } from "../ports/contact-register.ts";
import { KARI, OLA, contactRecord } from "../ports/testing/people.ts";
import { getProfile } from "./get-profile.ts";
import { refreshProfile } from "./refresh-profile.ts";
import { saveWorkPhone } from "./save-work-phone.ts";
import { GUARDIAN, KRR_EMAIL, KRR_MOBILE, guardianCase, writesOf } from "./testing/guardian-case.ts";

const HOUR = 3600;
const OLD = { mobile: { value: "91234567", origin: "manual" } } as const;

let kari: ReturnType<typeof guardianCase>;
beforeEach(async () => {
  kari = guardianCase();
  await getProfile(kari.deps, GUARDIAN);
});

/** The school's line of the page. */
async function schoolNow() {
  return (await getProfile(kari.deps, GUARDIAN)).systems[0];
}

describe("while a register is silent", () => {
  it.each(["unavailable", "lost"] as const)(
    "its last answer is shown, marked as stale with its time (P14, UP9): %s",
    async (fault) => {
      kari.passTime(HOUR);
      kari.school.fail("lookup", fault);
      const { systems, page } = await getProfile(kari.deps, GUARDIAN);
      expect(systems[0]).toMatchObject({
        answer: "stale",
        asOf: "2026-11-22T09:00:00.000Z",
        holdsPerson: true,
      });
      expect(systems[1]).toMatchObject({ answer: "fresh", asOf: "2026-11-22T10:00:00.000Z" });
      expect(page).toMatchObject({
        verdict: { level: "sms", reach: [{ systemId: "kindergarten" }, { systemId: "school" }] },
        mobile: {
          state: "agreed",
          held: { holdings: [{ systemId: "kindergarten" }, { systemId: "school" }] },
        },
      });
    },
  );

  it("the page stands on last answers alone, and every system says so", async () => {
    kari.school.fail("lookup", "unavailable");
    kari.kindergarten.fail("lookup", "unavailable");
    const { systems, page } = await getProfile(kari.deps, GUARDIAN);
    expect(systems.map(({ answer }) => answer)).toEqual(["stale", "stale"]);
    expect(page).toMatchObject({ state: "known", name: "Kari Normann" });
  });

  it("its answer is shown for a day, and after that only when it was given", async () => {
    kari.school.fail("lookup", "unavailable");
    kari.passTime(24 * HOUR - 1);
    expect(await schoolNow()).toMatchObject({ answer: "stale" });
    kari.passTime(1);
    expect(await schoolNow()).toMatchObject({
      answer: "unavailable",
      asOf: "2026-11-22T09:00:00.000Z",
      holdsPerson: null,
    });
  });

  it("a copy that was shown grows no younger by it", async () => {
    kari.school.fail("lookup", "unavailable");
    kari.passTime(23 * HOUR);
    await schoolNow();
    kari.passTime(HOUR);
    expect(await schoolNow()).toMatchObject({ answer: "unavailable" });
  });

  it("what it told last is shown, and nothing from before", async () => {
    kari.school.put(KARI, contactRecord({ mobile: { value: "40000000", origin: "manual" } }));
    await getProfile(kari.deps, GUARDIAN);
    kari.school.fail("lookup", "unavailable");
    const { page } = await getProfile(kari.deps, GUARDIAN);
    expect(JSON.stringify(page)).toContain("+4740000000");
  });

  it.each<[string, () => void]>([
    ["holds her no more", () => kari.school.put(OLA, contactRecord(OLD))],
    ["holds her as an employee alone", () => kari.school.put(KARI, holding({ roles: ["employee"] }))],
    ["calls her inactive", () => kari.school.put(KARI, holding({ status: "inactive" }))],
    ["calls her dead", () => kari.school.put(KARI, holding({ status: "dead" }))],
    ["has a status for her that we do not know", () => kari.school.put(KARI, holding({ status: "unknown" }))],
  ])("nothing is shown of one that said meanwhile that it %s (AZ2)", async (_what, change) => {
    change();
    await getProfile(kari.deps, GUARDIAN);
    kari.school.fail("lookup", "unavailable");
    expect(await schoolNow()).toMatchObject({ answer: "unavailable", holdsPerson: null });
  });

  it("what it holds on her as an employee is not kept (P18)", async () => {
    kari.school.put(
      KARI,
      contactRecord({ mobile: { value: "40000000" } }, { personId: "p-2", roles: ["employee"] }),
    );
    const kept = vi.spyOn(kari.deps.lastAnswers, "record");
    await getProfile(kari.deps, GUARDIAN);
    expect(JSON.stringify(kept.mock.calls)).toContain("p-1");
    expect(JSON.stringify(kept.mock.calls)).not.toContain("p-2");
  });

  it("fresh data is back without a mark as soon as it answers (UP11)", async () => {
    kari.school.fail("lookup", "unavailable");
    await schoolNow();
    kari.school.fail("lookup", null);
    expect(await schoolNow()).toMatchObject({ answer: "fresh" });
  });
});

describe("a register that refuses us", () => {
  it("takes back what it told before, for good (AZ2)", async () => {
    kari.school.fail("lookup", "refused");
    expect(await schoolNow()).toMatchObject({ answer: "unavailable", asOf: "2026-11-22T09:00:00.000Z" });
    kari.school.fail("lookup", "unavailable");
    expect(await schoolNow()).toMatchObject({ answer: "unavailable" });
  });
});

it("never keeps what KRR answered (A.13)", async () => {
  const kept = vi.spyOn(kari.deps.lastAnswers, "record");
  await getProfile(kari.deps, GUARDIAN);
  const noted = JSON.stringify(kept.mock.calls);
  expect(noted).toContain("91234567");
  expect(noted).not.toContain(KRR_MOBILE.slice(-8));
  expect(noted).not.toContain(KRR_EMAIL);
  kari.krr.fail(true);
  expect((await getProfile(kari.deps, GUARDIAN)).krr).toEqual({ state: "unavailable" });
});

describe("a copy is never acted on", () => {
  it("«Oppdater» writes nothing to a silent register and says that it failed; the page shows what is known", async () => {
    kari.school.fail("lookup", "unavailable");
    const done = await refreshProfile(kari.deps, GUARDIAN, null);
    expect(writesOf(kari.school)).toEqual([]);
    expect(done).toMatchObject({
      result: {
        systems: [{ state: "system-failed" }, { state: "done" }],
        profile: { systems: [{ answer: "stale" }, { answer: "fresh" }] },
      },
    });
  });

  it("a work phone is not written to a silent register", async () => {
    kari.school.fail("lookup", "unavailable");
    const { systems, profile } = await saveWorkPhone(kari.deps, GUARDIAN, "+4722000001", null);
    expect(writesOf(kari.school)).toEqual([]);
    expect(systems).toEqual([
      { systemId: "school", outcome: "failed" },
      { systemId: "kindergarten", outcome: "changed" },
    ]);
    expect(profile.systems[0]).toMatchObject({ answer: "stale" });
  });

  it("and never shown once we wrote to the register and could not read it back", async () => {
    kari.school.beforeWrite(() => kari.school.fail("lookup", "unavailable"));
    const { profile } = await saveWorkPhone(kari.deps, GUARDIAN, "+4722000001", new Set(["school"]));
    expect(profile.systems[0]).toMatchObject({ answer: "stale" });
    expect(await schoolNow()).toMatchObject({ answer: "unavailable" });
  });

  it("and is what was read back after a write", async () => {
    await saveWorkPhone(kari.deps, GUARDIAN, "+4722000001", null);
    kari.school.fail("lookup", "unavailable");
    const { page } = await getProfile(kari.deps, GUARDIAN);
    expect(page).toMatchObject({ workPhone: { state: "agreed", held: { value: "+4722000001" } } });
  });
});

describe("two tabs at once", () => {
  it("an answer that was on its way during a write does not replace what was read back", async () => {
    await aroundSlowLookup(() => saveWorkPhone(kari.deps, GUARDIAN, "+4722000001", null));
    kari.school.fail("lookup", "unavailable");
    const { page } = await getProfile(kari.deps, GUARDIAN);
    const holdings = [{ systemId: "kindergarten" }, { systemId: "school" }];
    expect(page).toMatchObject({ workPhone: { held: { value: "+4722000001", holdings } } });
  });

  it("nor brings back what could not be read back, and the last answer keeps its time (P14)", async () => {
    kari.school.beforeWrite(() => kari.school.fail("lookup", "unavailable"));
    await aroundSlowLookup(() => saveWorkPhone(kari.deps, GUARDIAN, "+4722000001", new Set(["school"])));
    expect(await schoolNow()).toMatchObject({ answer: "unavailable", asOf: "2026-11-22T09:00:02.000Z" });
  });

  it("nor brings back what a register told that refuses us since", async () => {
    await aroundSlowLookup(async () => {
      kari.school.fail("lookup", "refused");
      await getProfile(kari.deps, GUARDIAN);
    });
    expect(await schoolNow()).toMatchObject({ answer: "unavailable", asOf: "2026-11-22T09:00:00.000Z" });
  });
});

/** The page is read, and what the school answers arrives only when the other tab is done. */
async function aroundSlowLookup(otherTab: () => Promise<unknown>): Promise<void> {
  const { promise: arrival, resolve: arrive } = Promise.withResolvers<undefined>();
  const slowSchool: ContactRegister = {
    ...kari.school,
    lookup: async (nationalId) => {
      const answered = await kari.school.lookup(nationalId);
      await arrival;
      return answered;
    },
  };
  kari.passTime(1);
  const slow = getProfile({ ...kari.deps, registers: [slowSchool] }, GUARDIAN);
  kari.passTime(1);
  await otherTab();
  kari.passTime(1);
  arrive(undefined);
  expect((await slow).systems[0]).toMatchObject({ answer: "fresh" });
}

function holding(rest: Partial<Pick<ContactRecord, "roles" | "status">>): ContactRecord {
  return contactRecord(OLD, rest);
}
