import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Database } from "../../store/database.ts";
import { openMemoryStore } from "../../store/testing/store-engines.ts";
import { openNight, requests, target, type Night } from "./testing/night.ts";
import { DELETED, fromKrr, mobileOf, oldMobileOf, typed } from "./testing/people.ts";

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

function contactOf(number: number, { school } = night) {
  return school.held(`p-${String(number)}`).record.contact;
}

describe("whom the night is about", () => {
  it("N1: everybody on the page of the guardians, whatever roles the register names", async () => {
    for (const [number, roles] of ([["guardian"], [], ["guardian", "employee"]] as const).entries())
      night.put(number, { record: { roles }, krr: { mobile: mobileOf(number) } });
    await night.run();
    for (const number of [0, 1, 2]) expect(contactOf(number).mobile.value).toBe(mobileOf(number));
  });

  it("N1: nobody whom the register no longer counts as active", async () => {
    night.put(1, { record: { status: "inactive" }, krr: { mobile: mobileOf(1) } });
    expect((await night.run()).step().tally.fields.mobile).toEqual({ "not-active": 1 });
    expect(contactOf(1).mobile.value).toBeNull();
  });

  it("N2: no employees without a switch of their own", async () => {
    night.put(1, { populations: ["employees"], krr: { mobile: mobileOf(1) } });
    const { steps } = await night.run();
    expect(steps.map(({ population }) => population)).toEqual(["guardians"]);
    expect(requests(night.school, "page")).toEqual(["page guardians"]);
    expect(contactOf(1).mobile.value).toBeNull();
  });

  it("N2: the employees of the registers whose switch is on, from their own population", async () => {
    const kindergarten = target({ id: "kindergarten" }, { employees: true });
    night = await openNight(database, { targets: [target(), kindergarten] });
    night.put(1, { populations: ["employees"], krr: { mobile: mobileOf(1), email: EMAIL } });
    night.put(
      1,
      { populations: ["employees"], krr: { mobile: mobileOf(1), email: EMAIL } },
      kindergarten.port,
    );
    const { step } = await night.run();
    expect(step("kindergarten", "employees").tally).toMatchObject({ read: 1, lookedUp: 1 });
    expect(step("kindergarten", "guardians").tally).toMatchObject({ read: 0 });
    expect(kindergarten.port.held("p-1").record.contact).toMatchObject({
      mobile: { value: mobileOf(1) },
      email: { value: EMAIL },
    });
    expect(requests(night.school, "page")).toEqual(["page guardians"]);
  });

  it("N2: a run of the employees alone leaves the guardians alone", async () => {
    night = await openNight(database, { targets: [target({}, { employees: true })] });
    night.put(1, { krr: { mobile: mobileOf(1) } });
    night.put(2, { populations: ["employees"], krr: { mobile: mobileOf(2) } });
    await night.run({ population: "employees" });
    expect(contactOf(1).mobile.value).toBeNull();
    expect(contactOf(2).mobile.value).toBe(mobileOf(2));
  });

  it("N3: those who were registered by hand since the last run", async () => {
    night.put(1, { krr: { mobile: mobileOf(1) } });
    await night.run();
    night.put(2, { krr: { mobile: mobileOf(2) } });
    await night.run();
    expect(contactOf(2).mobile.value).toBe(mobileOf(2));
  });

  it("R-14: those under protection too, unless the municipality leaves their grade out", async () => {
    night = await openNight(database, {
      targets: [target({}, { exceptedGrades: new Set(["confidential"]) })],
    });
    night.put(1, { protection: "client", krr: { mobile: mobileOf(1) } });
    night.put(2, { protection: "confidential", krr: { mobile: mobileOf(2) } });
    await night.run();
    expect(contactOf(1).mobile.value).toBe(mobileOf(1));
    expect(contactOf(2).mobile.value).toBeNull();
  });

  it("R-13: the report does not tell who or how many are left out for their protection", async () => {
    night = await openNight(database, {
      targets: [target({}, { exceptedGrades: new Set(["confidential"]) })],
    });
    night.put(1, {
      contact: { mobile: { ...typed(oldMobileOf(1)), optedOut: true } },
      krr: { mobile: mobileOf(1) },
    });
    night.put(2, {
      contact: { mobile: typed(oldMobileOf(2)) },
      protection: "confidential",
      krr: { mobile: mobileOf(2) },
    });
    expect((await night.run()).step().tally.fields.mobile).toEqual({ "opted-out": 2 });
  });
});

describe("what the night writes", () => {
  it("N4: the e-mail address and the mobile number, as coming from KRR and with its dates", async () => {
    night.put(1, { contact: { mobile: typed(oldMobileOf(1)) }, krr: { mobile: mobileOf(1), email: EMAIL } });
    await night.run();
    expect(contactOf(1)).toMatchObject({ mobile: fromKrr(mobileOf(1)), email: fromKrr(EMAIL) });
  });

  it("N4: no work phone, which is the guardian's own", async () => {
    night.put(1, {
      contact: { workPhone: typed("+4722000000") },
      krr: { mobile: mobileOf(1), email: EMAIL },
    });
    const sent = vi.spyOn(night.school, "writeMany");
    await night.run();
    const fields = sent.mock.calls.flatMap(([writes]) => writes.flatMap(({ changes }) => changes));
    expect(fields.map(({ field }) => field).sort()).toEqual(["email", "mobile"]);
    expect(contactOf(1).workPhone).toMatchObject(typed("+4722000000"));
  });

  it.each(["guardians", "employees"] as const)(
    "N7: nothing to a field that is opted out, of %s",
    async (of) => {
      night = await openNight(database, { targets: [target({}, { employees: true })] });
      const kept = { ...typed(oldMobileOf(1)), optedOut: true };
      night.put(1, {
        populations: [of],
        contact: { mobile: kept },
        krr: { mobile: mobileOf(1), email: EMAIL },
      });
      const { step } = await night.run();
      expect(contactOf(1)).toMatchObject({ mobile: kept, email: fromKrr(EMAIL) });
      expect(step("school", of).tally.fields).toEqual({ mobile: { "opted-out": 1 }, email: { filled: 1 } });
    },
  );

  it("N7: nothing to an opted-out field where the person has left KRR", async () => {
    const kept = { ...fromKrr(oldMobileOf(1)), optedOut: true };
    night.put(1, { contact: { mobile: kept }, krr: DELETED });
    await night.run();
    expect(contactOf(1).mobile).toMatchObject(kept);
  });

  it("N8: fields and their origin, and never a role or a name", async () => {
    night.put(1, { record: { roles: ["guardian", "employee"] }, krr: { mobile: mobileOf(1), email: EMAIL } });
    const before = night.school.held("p-1").record;
    const sent = vi.spyOn(night.school, "writeMany");
    await night.run();
    const writes = sent.mock.calls.flatMap(([batch]) => batch);
    expect(writes.map((write) => Object.keys(write).sort())).toEqual([
      ["changes", "etag", "key", "personId"],
    ]);
    expect(
      new Set(writes.flatMap(({ changes }) => changes.flatMap((change) => Object.keys(change)))),
    ).toEqual(new Set(["field", "value", "origin", "originUpdatedAt", "originVerifiedAt"]));
    const { roles, name, status } = before;
    expect(night.school.held("p-1").record).toMatchObject({ roles, name, status });
  });

  it("N9: nothing to a field that is empty on purpose, which the report calls blocked", async () => {
    night.put(1, { contact: { email: { optedOut: true } }, krr: { email: EMAIL } });
    expect((await night.run()).step().tally.fields.email).toEqual({ blocked: 1 });
    expect(contactOf(1).email.value).toBeNull();
  });
});

describe("N11: where KRR has nothing", () => {
  it("keeps every value of a person whom KRR does not know, whoever wrote it", async () => {
    const contact = { mobile: typed(oldMobileOf(1)), email: fromKrr(EMAIL) };
    night.put(1, { contact });
    const { tally } = (await night.run()).step();
    expect(contactOf(1)).toMatchObject(contact);
    expect(tally).toMatchObject({ notRegistered: 1, fields: { mobile: { "no-krr-data": 1 } } });
  });

  it("keeps the value of a channel that KRR does not have", async () => {
    night.put(1, { contact: { mobile: typed(oldMobileOf(1)) }, krr: { email: EMAIL } });
    await night.run();
    expect(contactOf(1)).toMatchObject({ mobile: typed(oldMobileOf(1)), email: fromKrr(EMAIL) });
  });

  it("removes what came from KRR of a person who was deleted there, and keeps what was typed", async () => {
    night.put(1, { contact: { mobile: typed(oldMobileOf(1)), email: fromKrr(EMAIL) }, krr: DELETED });
    const { tally } = (await night.run()).step();
    expect(contactOf(1)).toMatchObject({ mobile: typed(oldMobileOf(1)), email: { value: null } });
    expect(tally.fields).toEqual({ mobile: { "no-krr-data": 1 }, email: { emptied: 1 } });
  });
});
