import type { Profile } from "@foresattportal/shared/contract/profile.ts";
import type { SystemRefresh } from "@foresattportal/shared/contract/refresh.ts";
import type { Channel } from "@foresattportal/shared/contract/values.ts";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ContactField, ContactFieldName } from "../domain/contact-record.ts";
import { StoreUnavailable } from "../ports/store-unavailable.ts";
import { createFakeContactRegister } from "../ports/testing/fake-contact-register.ts";
import { createFakeOverlay, type FakeOverlay } from "../ports/testing/fake-overlay.ts";
import { KARI, SCHOOL, contactRecord, krrPerson } from "../ports/testing/people.ts";
import { getProfile } from "./get-profile.ts";
import { rememberingRegister } from "./overlay/remembering-register.ts";
import { refreshProfile, type RefreshDeps } from "./refresh-profile.ts";
import { GUARDIAN, KRR_EMAIL, KRR_MOBILE, guardianCase, writesOf } from "./testing/guardian-case.ts";

const CAN = {
  writable: new Set(["email", "mobile", "workPhone"] as const),
  holdsOrigin: false,
  holdsOptOut: true,
};
const CONFIRMED = "2026-10-01T08:00:00.000Z";

let kari: ReturnType<typeof guardianCase>;
let school: ReturnType<typeof createFakeContactRegister>;
let overlay: FakeOverlay;
let deps: RefreshDeps;
let version = 0;

/** Kari's school cannot hold where a value came from, and holds an old number; her kindergarten can. */
beforeEach(() => {
  kari = guardianCase();
  school = createFakeContactRegister(SCHOOL, CAN);
  overlay = createFakeOverlay(kari.deps.clock);
  hold({ mobile: { value: "91234567" } });
  deps = { ...kari.deps, registers: [remembering(), rememberingRegister(kari.kindergarten, memory())] };
});

const memory = () => ({ overlay, record: kari.deps.record });

function remembering() {
  return rememberingRegister(school, memory());
}

/** What somebody has put there in the school's own system. */
function hold(contact: Partial<Record<ContactFieldName, Partial<ContactField>>>): void {
  // Past every version that writes of ours have made meanwhile.
  version += 100;
  school.put(KARI, contactRecord(contact, { etag: String(version) }));
}

function inKrr(values: { mobile?: string; email?: string }, at = CONFIRMED): void {
  kari.krr.put(KARI, krrPerson(values, new Date(at)));
}

function leaveKrr(): void {
  kari.krr.put(KARI, { ...krrPerson({}, new Date(CONFIRMED)), status: "deleted" });
}

/** Presses «Oppdater» when the pause is over; gives what became of each of the school's fields, and the page. */
async function refresh() {
  kari.passTime(61);
  const done = await refreshProfile(deps, GUARDIAN, null);
  if (done.state !== "done") throw new Error("refused");
  return { school: outcomesOf(done.result.systems), page: done.result.profile };
}

function outcomesOf(systems: readonly SystemRefresh[]): unknown {
  const system = systems.find(({ systemId }) => systemId === "school");
  if (system?.state !== "done") return system?.state;
  return Object.fromEntries(system.fields.map(({ field, outcome }) => [field, outcome]));
}

/** Where the page says that the school has a field from, and when that was confirmed. */
function holdingOf({ page }: Profile, field: Channel) {
  if (page.state !== "known") throw new Error(page.state);
  const view = page[field];
  const held = view.state === "missing" ? [] : view.state === "agreed" ? [view.held] : view.held;
  return held.flatMap(({ holdings }) => holdings).find(({ systemId }) => systemId === "school");
}

describe("«Oppdater» on a register that cannot hold where a value came from", () => {
  it("writes what KRR has the first time, and nothing the second time", async () => {
    expect((await refresh()).school).toEqual({ mobile: "changed", email: "changed" });
    expect(school.record("p-1").contact.mobile).toMatchObject({ value: KRR_MOBILE, origin: "unknown" });
    const [before, noted] = [writesOf(school).length, notes()];
    expect((await refresh()).school).toEqual({ mobile: "up-to-date", email: "up-to-date" });
    expect(writesOf(school)).toHaveLength(before);
    expect(notes()).toEqual(noted);
  });

  it("P11: makes the page say that the value is kontaktregisteret's, and when it was confirmed there", async () => {
    expect(holdingOf(await getProfile(deps, GUARDIAN), "mobile")).toMatchObject({ origin: "unknown" });
    const { page } = await refresh();
    for (const shown of [page, await getProfile(deps, GUARDIAN)])
      expect(holdingOf(shown, "mobile")).toMatchObject({ origin: "krr", confirmedAt: CONFIRMED });
    expect(page.page).toMatchObject({ lastFetchedAt: "2026-11-22T09:01:01.000Z" });
  });

  it("takes over a value that stands there already without writing it", async () => {
    hold({ mobile: { value: "999 99 901" }, email: { value: KRR_EMAIL.toUpperCase() } });
    const { school: told, page } = await refresh();
    expect(told).toEqual({ mobile: "confirmed", email: "confirmed" });
    expect(holdingOf(page, "mobile")).toMatchObject({ origin: "krr" });
    expect(writesOf(school)).toEqual([]);
    expect(school.record("p-1").contact.mobile.value).toBe("999 99 901");
  });

  it("writes the one field and takes over the other one", async () => {
    hold({ mobile: { value: "91234567" }, email: { value: KRR_EMAIL } });
    expect((await refresh()).school).toEqual({ mobile: "changed", email: "confirmed" });
    expect(writesOf(school)).toEqual(["write p-1 mobile"]);
  });

  it("notes that the citizen has confirmed the value since, and does not write it", async () => {
    await refresh();
    const before = writesOf(school).length;
    inKrr({ mobile: KRR_MOBILE, email: KRR_EMAIL }, "2026-11-01T08:00:00.000Z");
    const { school: told, page } = await refresh();
    expect(told).toEqual({ mobile: "confirmed", email: "confirmed" });
    expect(holdingOf(page, "email")).toMatchObject({ confirmedAt: "2026-11-01T08:00:00.000Z" });
    expect(writesOf(school)).toHaveLength(before);
  });

  it("decides again by what is remembered when somebody else was faster", async () => {
    await refresh();
    leaveKrr();
    let left = 1;
    school.beforeWrite(() => {
      if (left > 0) hold({ mobile: { value: "40000000" }, email: { value: KRR_EMAIL } });
      left -= 1;
    });
    await refresh();
    const { mobile, email } = school.record("p-1").contact;
    expect([mobile.value, email.value]).toEqual(["40000000", null]);
    expect(writesOf(school).slice(-2)).toEqual(["write p-1 mobile email", "write p-1 email"]);
  });
});

describe("a value that was changed in the register's own system", () => {
  beforeEach(async () => {
    await refresh();
    hold({ mobile: { value: "40000000" }, email: { value: KRR_EMAIL } });
  });

  it("is typed by hand on the page, and the other field is kontaktregisteret's still", async () => {
    const shown = await getProfile(deps, GUARDIAN);
    expect(holdingOf(shown, "mobile")).toMatchObject({ origin: "manual", confirmedAt: null });
    expect(holdingOf(shown, "email")).toMatchObject({ origin: "krr" });
  });

  it("is not displaced by what has expired in KRR, as one that came from there is", async () => {
    inKrr({ mobile: "+4799999902", email: "ny@example.no" }, "2025-01-01T08:00:00.000Z");
    expect((await refresh()).school).toEqual({ mobile: "krr-expired", email: "changed" });
  });

  it("is nobody's once it is empty, and filled again", async () => {
    hold({ mobile: { value: null }, email: { value: KRR_EMAIL } });
    expect((await refresh()).school).toEqual({ mobile: "changed", email: "up-to-date" });
  });
});

describe("who is deleted from KRR (SLETTET, R-23)", () => {
  it("loses what came from there, and keeps what was typed", async () => {
    await refresh();
    hold({ mobile: { value: "40000000" }, email: { value: KRR_EMAIL } });
    leaveKrr();
    expect((await refresh()).school).toEqual({ mobile: "krr-has-nothing", email: "changed" });
    const { mobile, email } = school.record("p-1").contact;
    expect([mobile.value, email.value]).toEqual(["40000000", null]);
  });

  it("keeps everything where nothing was ever taken from there", async () => {
    leaveKrr();
    expect((await refresh()).school).toEqual({ mobile: "krr-has-nothing", email: "krr-has-nothing" });
    expect(writesOf(school)).toEqual([]);
  });

  it("is forgotten with the value: the same one is typed by hand when it comes back", async () => {
    await refresh();
    leaveKrr();
    await refresh();
    hold({ mobile: { value: KRR_MOBILE } });
    expect(holdingOf(await getProfile(deps, GUARDIAN), "mobile")).toMatchObject({ origin: "unknown" });
  });
});

describe("what is remembered", () => {
  it("costs one look-up each time, and a register that holds origins nothing", async () => {
    await getProfile(deps, GUARDIAN);
    expect(overlay.calls).toEqual(["find 1"]);
    deps = { ...deps, registers: [rememberingRegister(kari.kindergarten, memory())] };
    await refresh();
    expect(overlay.calls).toEqual(["find 1"]);
    expect(kari.kindergarten.record("p-1").contact.mobile.origin).toBe("krr");
  });

  it("is nothing of a write that failed, was in conflict twice or is still to be done", async () => {
    school.fail("write", "unavailable");
    await refresh();
    school.fail("write", null);
    school.beforeWrite(() => hold({ mobile: { value: "40000000" } }));
    await refresh();
    school.beforeWrite(() => undefined);
    vi.spyOn(school, "write").mockResolvedValue({ ok: true, value: "pending" });
    await refresh();
    expect(notes()).toEqual([]);
  });

  it("is nothing where the municipality only compares (N14)", async () => {
    school = createFakeContactRegister({ ...SCHOOL, krrMode: "verify-only" }, CAN);
    hold({ mobile: { value: KRR_MOBILE } });
    deps = { ...deps, registers: [remembering()] };
    expect((await refresh()).school).toMatchObject({ mobile: "verify-only" });
    expect(notes()).toEqual([]);
  });

  it("stays in use while the register does not tell what it can do", async () => {
    await refresh();
    school.fail("capabilities", "unavailable");
    expect(holdingOf(await getProfile(deps, GUARDIAN), "mobile")).toMatchObject({ origin: "krr" });
  });

  it("is missed, and takes nothing away from what is shown and done, while the store is silent", async () => {
    await refresh();
    vi.spyOn(overlay, "find").mockRejectedValue(new StoreUnavailable("08006"));
    vi.spyOn(overlay, "note").mockRejectedValue(new StoreUnavailable("08006"));
    inKrr({ mobile: "+4799999902", email: KRR_EMAIL });
    const { school: told, page } = await refresh();
    expect(told).toMatchObject({ mobile: "changed" });
    expect(holdingOf(page, "mobile")).toMatchObject({ origin: "unknown" });
    expect(kari.events).toContainEqual({ name: "bookkeeping_failed", what: "origins", code: "08006" });
  });
});

function notes(): readonly string[] {
  return overlay.calls.filter((call) => call.startsWith("note"));
}
