import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ContactField, ContactFieldName } from "../../domain/contact-record.ts";
import { krrPerson } from "../../ports/testing/people.ts";
import { StoreUnavailable } from "../../ports/store-unavailable.ts";
import type { Overlay } from "../../ports/overlay.ts";
import type { Database } from "../../store/database.ts";
import { createOverlay } from "../../store/overlay.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { rememberingPopulation } from "../overlay/remembering-population.ts";
import { letDaysPass, letHoldPass } from "./testing/book.ts";
import { openNight, requests, runBy, target, TERM_DAYS, type Night } from "./testing/night.ts";
import { CONFIRMED, DELETED, idOf, mobileOf, oldMobileOf } from "./testing/people.ts";

let database: Database;
let night: Night;
let overlay: Overlay;

beforeAll(async () => {
  database = await openMemoryStore();
});
beforeEach(async () => {
  night = await openNight(database);
  overlay = createOverlay(database.db, night.keyring);
  night.school.allow({ holdsOrigin: false });
});
afterAll(() => database.close());

/** A register that cannot hold origins, with what is remembered for it. */
function remembering(of = night.school) {
  return rememberingPopulation(of, overlay);
}

/** Runs the night on it, as a process that has just been started unless told otherwise. */
function run(request: Parameters<typeof runBy>[1] = {}, more: Parameters<Night["startProcess"]>[0] = {}) {
  const targets = [{ ...target(), port: remembering() }];
  return runBy(night.startProcess({ targets, ...more }), request);
}

/** Somebody changes her in the register's own system. */
function edit(number: number, contact: Partial<Record<ContactFieldName, Partial<ContactField>>>): void {
  const etag = String(Number(night.school.held(`p-${String(number)}`).record.etag) + 100);
  night.put(number, { contact, record: { etag } });
}

const mobileIn = (number: number) => night.school.held(`p-${String(number)}`).record.contact.mobile.value;

/** The mobile number as everything that decides sees it. */
async function seen(number: number) {
  const answer = await remembering().member(`p-${String(number)}`);
  return answer.ok ? answer.value?.record.contact.mobile : undefined;
}

describe("the night on a register that cannot hold where a value came from", () => {
  it("writes what KRR has and remembers it, and writes nothing in the next one (SY3)", async () => {
    night.put(1, { contact: { mobile: { value: oldMobileOf(1) } }, krr: { mobile: mobileOf(1) } });
    night.put(2, { krr: { mobile: mobileOf(2) } });
    expect((await run()).step().tally.fields.mobile).toEqual({ changed: 1, filled: 1 });
    expect([mobileIn(1), mobileIn(2)]).toEqual([mobileOf(1), mobileOf(2)]);
    const sent = requests(night.school, "write").length;
    expect((await run()).step().tally.fields.mobile).toEqual({ unchanged: 2 });
    expect(requests(night.school, "write")).toHaveLength(sent);
  });

  it("takes over values that stand there already without a request, and counts them as confirmed", async () => {
    for (const number of [1, 2, 3, 4])
      night.put(number, {
        contact: { mobile: { value: mobileOf(number).slice(3) } },
        krr: { mobile: mobileOf(number) },
      });
    expect((await run()).step().tally.fields.mobile).toEqual({ confirmed: 4 });
    expect(requests(night.school, "write")).toEqual([]);
    expect(await seen(4)).toMatchObject({ origin: "krr", originVerifiedAt: CONFIRMED });
    expect((await run()).step().tally.fields.mobile).toEqual({ unchanged: 4 });
  });

  it("notes newer dates without a request", async () => {
    night.put(1, { krr: { mobile: mobileOf(1) } });
    await run();
    const sent = requests(night.school, "write").length;
    const since = new Date(CONFIRMED.getTime() + 86_400_000);
    night.krr.put(idOf(1), krrPerson({ mobile: mobileOf(1) }, since));
    expect((await run()).step().tally.fields.mobile).toEqual({ confirmed: 1 });
    expect((await seen(1))?.originVerifiedAt).toEqual(since);
    expect(requests(night.school, "write")).toHaveLength(sent);
  });

  it("writes the one field and takes over the other one", async () => {
    const email = "kari@example.no";
    night.put(1, { contact: { email: { value: email } }, krr: { mobile: mobileOf(1), email } });
    const { fields } = (await run()).step().tally;
    expect(fields).toEqual({ mobile: { filled: 1 }, email: { confirmed: 1 } });
    expect((await run()).step().tally.fields).toEqual({ mobile: { unchanged: 1 }, email: { unchanged: 1 } });
  });

  it("R-23: removes what came from KRR of whoever is deleted there, and keeps what was typed", async () => {
    for (const number of [1, 2, 3]) night.put(number, { krr: { mobile: mobileOf(number) } });
    await run();
    edit(2, { mobile: { value: oldMobileOf(2) } });
    for (const number of [1, 2]) night.krr.put(idOf(number), DELETED);
    expect((await run()).step().tally.fields.mobile).toEqual({ emptied: 1, "no-krr-data": 1, unchanged: 1 });
    expect([mobileIn(1), mobileIn(2), mobileIn(3)]).toEqual([null, oldMobileOf(2), mobileOf(3)]);
    expect(await seen(2)).toMatchObject({ origin: "manual" });
    expect((await run()).step().tally.fields.mobile).toEqual({ "no-krr-data": 2, unchanged: 1 });
  });

  it("N11: removes nothing of whoever was never taken over", async () => {
    night.put(1, { contact: { mobile: { value: oldMobileOf(1) } }, krr: DELETED });
    await run();
    expect(mobileIn(1)).toBe(oldMobileOf(1));
  });

  it("decides again by what is remembered where somebody else was faster (SY8)", async () => {
    night.put(1, { krr: { mobile: mobileOf(1) } });
    await run();
    night.krr.put(idOf(1), DELETED);
    night.school.conflictOnce("p-1");
    expect((await run()).step().tally.fields.mobile).toEqual({ emptied: 1 });
    expect(mobileIn(1)).toBeNull();
    expect((await seen(1))?.origin).toBe("unknown");
  });
});

describe("what the night remembers", () => {
  it("is nothing of a write that was not done", async () => {
    night.put(1, {
      contact: { mobile: { value: oldMobileOf(1), optedOut: false } },
      krr: { mobile: mobileOf(1) },
    });
    night.school.failNext("write", "unavailable", 1);
    await run();
    edit(1, { mobile: { value: mobileOf(1) } });
    expect((await seen(1))?.origin).toBe("unknown");
  });

  it("is remembered by whoever takes over where the first one died between write and note", async () => {
    night.put(1, { krr: { mobile: mobileOf(1) } });
    const dying = vi.spyOn(overlay, "note").mockRejectedValueOnce(new StoreUnavailable("08006"));
    await expect(run()).rejects.toThrow(StoreUnavailable);
    expect(dying).toHaveBeenCalledTimes(1);
    expect([mobileIn(1), (await seen(1))?.origin]).toEqual([mobileOf(1), "unknown"]);
    await letHoldPass(database.db);
    expect((await run()).step().tally.fields.mobile).toEqual({ filled: 1 });
    expect((await seen(1))?.origin).toBe("krr");
    expect(night.school.effects()).toBe(1);
  });

  it("is nothing in a dry run, nor where the municipality only compares (N14)", async () => {
    const noted = vi.spyOn(overlay, "note");
    night.put(1, { contact: { mobile: { value: mobileOf(1) } }, krr: { mobile: mobileOf(1) } });
    expect((await run({ dryRun: true })).step().tally.fields.mobile).toEqual({ confirmed: 1 });
    night = await openNight(database, { targets: [target({ krrMode: "verify-only" })] });
    night.school.allow({ holdsOrigin: false });
    night.put(1, { contact: { mobile: { value: mobileOf(1) } }, krr: { mobile: mobileOf(1) } });
    expect((await run()).step().tally.fields.mobile).toEqual({ "verify-only": 1 });
    expect(noted).not.toHaveBeenCalled();
  });

  it("goes with the values of whoever left (N15)", async () => {
    for (const number of [1, 2]) night.put(number, { krr: { mobile: mobileOf(number) } });
    await run();
    const left = night.school.held("p-1");
    night.school.put(left, []);
    await run();
    await letDaysPass(database.db, TERM_DAYS + 1);
    expect((await run()).step().emptiedAfterLeaving).toBe(1);
    expect(mobileIn(1)).toBeNull();
    // The same number once more is somebody's who typed it.
    night.school.put({ ...left, record: { ...left.record, etag: "100" } });
    expect([(await seen(1))?.origin, (await seen(2))?.origin]).toEqual(["unknown", "krr"]);
  });

  it("costs one statement for a page, and a register that holds origins none", async () => {
    const [found, noted] = [vi.spyOn(overlay, "find"), vi.spyOn(overlay, "note")];
    for (const number of [1, 2, 3]) night.put(number, { krr: { mobile: mobileOf(number) } });
    await run();
    expect([found.mock.calls.length, noted.mock.calls.length]).toEqual([1, 1]);
    night.school.allow({ holdsOrigin: true });
    await run();
    expect([found.mock.calls.length, noted.mock.calls.length]).toEqual([1, 1]);
    expect(night.school.held("p-1").record.contact.mobile.origin).toBe("krr");
  });
});
