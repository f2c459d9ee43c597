import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { VALUES } from "./arrange.ts";
import type { Change } from "./register-client.ts";
import type { Person } from "./shapes.ts";
import { contractSuite } from "./suite.ts";

contractSuite("writes from KRR", (bench) => {
  const write = async ({ personId, etag }: Person, change: Change) => {
    const { client } = bench();
    const [result] = await client.updates([
      { key: randomUUID(), personId, ifMatch: etag, changes: [change] },
    ]);
    return { outcome: result?.outcome, person: await client.get(personId) };
  };

  for (const field of ["email", "mobile"] as const) {
    const values = VALUES[field];

    test(`${field}: an opted-out field is not touched`, async () => {
      const before = await bench().arrange.optedOut(field, values.typed);
      const after = await write(before, { field, value: values.krr, origin: "krr" });
      expect(after).toEqual({ outcome: "opted-out", person: before });
    });

    test(`${field}: a blocked field (empty and opted out) is not filled`, async () => {
      const before = await bench().arrange.optedOut(field, null);
      const after = await write(before, { field, value: values.krr, origin: "krr" });
      expect(after).toEqual({ outcome: "opted-out", person: before });
    });

    test(`${field}: the value is KRR's afterwards and not editable`, async () => {
      const before = await bench().arrange.typed(field, values.typed);
      const { outcome, person } = await write(before, { field, value: values.krr, origin: "krr" });
      expect([outcome, person.contact[field]]).toEqual([
        "updated",
        expect.objectContaining({ origin: "krr", editable: false }),
      ]);
    });

    test(`N5: ${field}: a typed value does not replace KRR's`, async () => {
      const before = await bench().arrange.fromKrr(field, values.krr);
      const after = await write(before, { field, value: values.typed, origin: "manual" });
      expect(after).toEqual({ outcome: "locked", person: before });
    });

    test(`N6: ${field}: a typed value replaces KRR's once the field is opted out, and stays editable`, async () => {
      const { arrange, client } = bench();
      const before = await client.optOut(await arrange.fromKrr(field, values.krr), field, true);
      const { outcome, person } = await write(before, { field, value: values.typed, origin: "manual" });
      expect([outcome, person.contact[field]]).toEqual([
        "updated",
        expect.objectContaining({ origin: "manual", editable: true }),
      ]);
    });

    test(`${field}: an equal value of other origin becomes KRR's and stays as written`, async () => {
      const before = await bench().arrange.typed(field, values.krrOtherwise);
      const { outcome, person } = await write(before, { field, value: values.krr, origin: "krr" });
      expect([outcome, person.contact[field].origin, person.contact[field].value]).toEqual([
        "updated",
        "krr",
        before.contact[field].value,
      ]);
    });

    test(`${field}: keeps when KRR's value was changed and confirmed`, async () => {
      const dates = {
        originUpdatedAt: "2026-02-01T10:45:15.000Z",
        originVerifiedAt: "2026-08-20T07:12:00.000Z",
      };
      const before = await bench().arrange.typed(field, null);
      const { person } = await write(before, { field, value: values.krr, origin: "krr", ...dates });
      expect(person.contact[field]).toMatchObject(dates);
    });

    test(`${field}: the same value again changes nothing`, async () => {
      const before = await bench().arrange.fromKrr(field, values.krr);
      const after = await write(before, { field, value: values.krr, origin: "krr" });
      expect(after).toEqual({ outcome: "unchanged", person: before });
    });

    test(`${field}: what is no such value is refused`, async () => {
      const before = await bench().arrange.typed(field, values.typed);
      const after = await write(before, { field, value: "ikke en verdi", origin: "krr" });
      expect(after).toEqual({ outcome: "invalid", person: before });
    });
  }

  test("never touch the work phone", async () => {
    const before = await bench().arrange.subject();
    const { outcome, person } = await write(before, {
      field: "workPhone",
      value: "+4722000009",
      origin: "krr",
    });
    expect(outcome).not.toBe("updated");
    expect(person).toEqual(before);
  });
});
