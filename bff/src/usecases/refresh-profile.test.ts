import type { SystemRefresh } from "@foresattportal/shared/contract/refresh.ts";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { KARI, OLA, SCHOOL, contactRecord } from "../ports/testing/people.ts";
import { refreshProfile } from "./refresh-profile.ts";
import { GUARDIAN, KRR_EMAIL, KRR_MOBILE, guardianCase, writesOf } from "./testing/guardian-case.ts";

let kari: ReturnType<typeof guardianCase>;
beforeEach(() => {
  kari = guardianCase();
});

async function refresh(chosen: string[] | null = null, of = kari): Promise<readonly SystemRefresh[]> {
  const done = await refreshProfile(of.deps, GUARDIAN, chosen === null ? null : new Set(chosen));
  if (done.state !== "done") throw new Error("refused");
  return done.result.systems;
}

/** The outcomes of one register by field; its state where there are none. */
function outcomesOf(systems: readonly SystemRefresh[], systemId: string): unknown {
  const system = systems.find((each) => each.systemId === systemId);
  if (system?.state !== "done") return system?.state;
  return Object.fromEntries(system.fields.map(({ field, outcome }) => [field, outcome]));
}

/** Somebody else edits the person in the school's own system, each time that a write of ours has arrived. */
function editMeanwhile(times: number, contact: Parameters<typeof contactRecord>[0]): void {
  let left = times;
  kari.school.beforeWrite(() => {
    if (left === 0) return;
    left -= 1;
    const { etag } = kari.school.record("p-1");
    kari.school.put(KARI, contactRecord(contact, { etag: `${etag}0` }));
  });
}

const OLD = { mobile: { value: "91234567", origin: "manual" } } as const;

describe("«Oppdater»", () => {
  it("writes what KRR holds to every register and shows the page as it is then", async () => {
    const done = await refreshProfile(kari.deps, GUARDIAN, null);
    for (const register of [kari.school, kari.kindergarten]) {
      expect(register.record("p-1").contact).toMatchObject({
        mobile: { value: KRR_MOBILE, origin: "krr" },
        email: { value: KRR_EMAIL, origin: "krr" },
      });
    }
    expect(done).toMatchObject({
      result: { profile: { page: { mobile: { state: "agreed", held: { value: KRR_MOBILE } } } } },
    });
  });

  it("says per register and field what happened, with before and after", async () => {
    const [school] = await refresh();
    expect(school).toEqual({
      systemId: "school",
      state: "done",
      fields: [
        { field: "mobile", outcome: "changed", before: "912 34 567", after: "999 99 901" },
        { field: "email", outcome: "changed", before: null, after: KRR_EMAIL },
      ],
    });
  });

  it("writes nothing the second time", async () => {
    await refresh();
    kari.passTime(61);
    const before = writesOf(kari.school).length;
    expect(outcomesOf(await refresh(), "school")).toEqual({ mobile: "up-to-date", email: "up-to-date" });
    expect(writesOf(kari.school)).toHaveLength(before);
  });

  it("writes to every record of the same person", async () => {
    kari.school.put(KARI, contactRecord(OLD, { personId: "p-2" }));
    await refresh();
    expect(kari.school.record("p-2").contact.mobile.value).toBe(KRR_MOBILE);
  });

  it("leaves a record alone that the person has as an employee only (P18)", async () => {
    kari.school.put(KARI, contactRecord(OLD, { personId: "p-2", roles: ["employee"] }));
    await refresh();
    expect(kari.school.record("p-2").contact.mobile.value).toBe("91234567");
  });

  it("leaves opted-out and blocked fields alone (N9)", async () => {
    kari.school.put(
      KARI,
      contactRecord({ mobile: { ...OLD.mobile, optedOut: true }, email: { optedOut: true } }),
    );
    expect(outcomesOf(await refresh(), "school")).toEqual({ mobile: "opted-out", email: "blocked" });
    expect(writesOf(kari.school)).toEqual([]);
  });

  it("compares and does not write where the municipality only verifies (N14)", async () => {
    const verifying = guardianCase({ school: { ...SCHOOL, krrMode: "verify-only" } });
    expect(outcomesOf(await refresh(null, verifying), "school")).toMatchObject({ mobile: "verify-only" });
    expect(writesOf(verifying.school)).toEqual([]);
  });

  it("records who refreshed by subject alone, with the outcomes counted", async () => {
    await refresh();
    expect(kari.events).toContainEqual({
      name: "refresh_done",
      subject: GUARDIAN.subject,
      outcomes: { changed: 4 },
    });
    expect(JSON.stringify(kari.events)).not.toMatch(/\d{8}|@/);
  });
});

describe("«Oppdater» when somebody else edits the person at the same time", () => {
  it("reads again, plans again and writes once more", async () => {
    editMeanwhile(1, { mobile: { value: "40000000", origin: "manual" } });
    expect(outcomesOf(await refresh(), "school")).toMatchObject({ mobile: "changed" });
    expect(kari.school.calls).toEqual([
      "lookup",
      "capabilities",
      "write p-1 mobile email",
      "lookup",
      "write p-1 mobile email",
      "lookup",
      "capabilities",
    ]);
  });

  it("writes only what the new version still needs", async () => {
    editMeanwhile(1, { mobile: { ...OLD.mobile, optedOut: true } });
    await refresh();
    expect(writesOf(kari.school)).toEqual(["write p-1 mobile email", "write p-1 email"]);
    expect(kari.school.record("p-1").contact.mobile).toMatchObject({ value: "91234567", origin: "manual" });
  });

  it("says so after the second time and tries no more", async () => {
    editMeanwhile(2, OLD);
    expect(outcomesOf(await refresh(), "school")).toMatchObject({ mobile: "conflict", email: "conflict" });
    expect(writesOf(kari.school)).toHaveLength(2);
    expect(kari.school.record("p-1").contact.mobile.value).toBe("91234567");
  });
});

describe("«Oppdater» when something outside fails", () => {
  it("does the one register while the other one is silent", async () => {
    kari.school.fail("lookup", "unavailable");
    const systems = await refresh();
    expect(outcomesOf(systems, "school")).toBe("system-failed");
    expect(outcomesOf(systems, "kindergarten")).toEqual({ mobile: "changed", email: "changed" });
  });

  it("writes nothing anywhere when KRR is silent, and says that it was KRR", async () => {
    kari.krr.fail(true);
    const systems = await refresh();
    expect(systems.map(({ state }) => state)).toEqual(["krr-failed", "krr-failed"]);
    expect([...writesOf(kari.school), ...writesOf(kari.kindergarten)]).toEqual([]);
  });

  it("judges a write whose answer got lost by what the register holds", async () => {
    kari.school.fail("write", "lost");
    expect(outcomesOf(await refresh(), "school")).toEqual({ mobile: "changed", email: "changed" });
    expect(writesOf(kari.school)).toHaveLength(1);
  });

  it("says at once that a register has become read-only since it told what it can do", async () => {
    kari.school.beforeWrite(() => kari.school.allow(new Set()));
    expect(outcomesOf(await refresh(), "school")).toEqual({ mobile: "read-only", email: "read-only" });
    expect(kari.guard.outcomes).toEqual(["done"]);
    kari.passTime(61);
    const before = writesOf(kari.school).length;
    expect(outcomesOf(await refresh(), "school")).toEqual({ mobile: "read-only", email: "read-only" });
    expect(writesOf(kari.school)).toHaveLength(before);
  });

  it("calls one field read-only and the other one failed where the one stood in the way of both", async () => {
    kari.school.beforeWrite(() => kari.school.allow(new Set(["mobile"])));
    expect(outcomesOf(await refresh(), "school")).toEqual({ mobile: "failed", email: "read-only" });
    expect(kari.guard.outcomes).toEqual(["failed"]);
    expect(outcomesOf(await refresh(["school"]), "school")).toEqual({
      mobile: "changed",
      email: "read-only",
    });
  });

  it("says read-only of a register that refuses and then falls silent", async () => {
    kari.school.beforeWrite(() => {
      kari.school.allow(new Set());
      kari.school.fail("lookup", "unavailable");
      kari.school.fail("capabilities", "unavailable");
    });
    expect(outcomesOf(await refresh(), "school")).toEqual({ mobile: "read-only", email: "read-only" });
  });

  it("says that a write failed which left nothing behind", async () => {
    kari.school.fail("write", "unavailable");
    expect(outcomesOf(await refresh(), "school")).toEqual({ mobile: "failed", email: "failed" });
    expect(kari.events).toContainEqual({
      name: "upstream_failed",
      failure: { upstream: "school", kind: "unavailable" },
    });
  });

  it("repeats the one register that failed and touches no other", async () => {
    kari.school.fail("write", "unavailable");
    await refresh();
    kari.school.fail("write", null);
    kari.passTime(4);
    const before = writesOf(kari.kindergarten).length;
    const systems = await refresh(["school"]);
    expect(systems.map(({ systemId }) => systemId)).toEqual(["school"]);
    expect(outcomesOf(systems, "school")).toMatchObject({ mobile: "changed" });
    expect(writesOf(kari.kindergarten)).toHaveLength(before);
  });

  it("says of a register that does not hold the person that it does not", async () => {
    const done = await refreshProfile(kari.deps, { ...GUARDIAN, nationalId: OLA }, null);
    expect(done).toMatchObject({
      result: {
        systems: [{ state: "person-not-held" }, { state: "person-not-held" }],
        profile: { page: { state: "unknown" } },
      },
    });
  });
});

describe("the pause after «Oppdater»", () => {
  it("refuses the next one for a minute, and asks nobody meanwhile", async () => {
    await refresh();
    kari.passTime(59);
    const asked = kari.school.calls.length;
    expect(await refreshProfile(kari.deps, GUARDIAN, null)).toMatchObject({
      state: "refused",
      admission: { because: "too-soon", retryAt: new Date("2026-11-22T09:01:00.000Z") },
    });
    expect(kari.school.calls).toHaveLength(asked);
  });

  it("refuses a second one while the first is running", async () => {
    const [first, second] = await Promise.all([
      refreshProfile(kari.deps, GUARDIAN, null),
      refreshProfile(kari.deps, GUARDIAN, null),
    ]);
    expect(first.state).toBe("done");
    expect(second).toMatchObject({ state: "refused", admission: { because: "refresh-in-progress" } });
  });

  it.each([
    ["a register was silent", () => kari.school.fail("lookup", "unavailable")],
    ["a write failed", () => kari.school.fail("write", "unavailable")],
    ["KRR was silent", () => kari.krr.fail(true)],
    ["somebody else was faster, twice", () => editMeanwhile(2, OLD)],
  ])("is none when %s", async (_why, goWrong) => {
    goWrong();
    await refresh();
    expect(kari.guard.outcomes).toEqual(["failed"]);
  });

  it("is a minute when everything was done", async () => {
    await refresh();
    expect(kari.guard.outcomes).toEqual(["done"]);
  });

  it("is none when something of ours fell over in the middle", async () => {
    vi.spyOn(kari.deps.krr, "lookup").mockRejectedValue(new StoreUnavailable("08006"));
    await expect(refreshProfile(kari.deps, GUARDIAN, null)).rejects.toThrow(StoreUnavailable);
    expect(kari.guard.outcomes).toEqual(["failed"]);
  });
});

it("says what was done although the store fails to note it", async () => {
  vi.spyOn(kari.guard, "release").mockRejectedValue(new StoreUnavailable("08006"));
  vi.spyOn(kari.deps.lastAnswers, "record").mockRejectedValue(new StoreUnavailable("08006"));
  const done = await refreshProfile(kari.deps, GUARDIAN, null);
  expect(done.state).toBe("done");
});
