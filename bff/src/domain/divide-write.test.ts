import { describe, expect, test } from "vitest";
import type { Change } from "./contact-record.ts";
import { confirmedFields, divideWrite } from "./divide-write.ts";
import { EMAIL, field, MOBILE, monthsAgo, record } from "./testing/examples.ts";

const MOBILE_CHANGE: Change = {
  field: "mobile",
  value: MOBILE,
  origin: "krr",
  originUpdatedAt: monthsAgo(3),
};
const EMAIL_CHANGE: Change = { field: "email", value: EMAIL, origin: "krr", originVerifiedAt: monthsAgo(1) };
const REMOVAL: Change = { field: "mobile", value: null, origin: "krr" };
const PHONE: Change = { field: "workPhone", value: "+4722000001", origin: "guardian" };

describe("a write to a register without origins", () => {
  test("asks it for other values alone, and remembers all of them", () => {
    expect(divideWrite("fs-1", [MOBILE_CHANGE, EMAIL_CHANGE], ["email"])).toEqual({
      toRegister: [MOBILE_CHANGE],
      toRemember: [
        { personId: "fs-1", field: "mobile", value: MOBILE, updatedAt: monthsAgo(3), verifiedAt: null },
        { personId: "fs-1", field: "email", value: EMAIL, updatedAt: null, verifiedAt: monthsAgo(1) },
      ],
    });
  });

  test("asks it for nothing where only origins and dates are new", () => {
    expect(divideWrite("fs-1", [MOBILE_CHANGE, EMAIL_CHANGE], ["mobile", "email"]).toRegister).toEqual([]);
  });

  test("removes a value as any other's, since the register knows of none that it is KRR's", () => {
    const { toRegister, toRemember } = divideWrite("fs-1", [REMOVAL], []);
    expect(toRegister).toEqual([{ ...REMOVAL, origin: "manual" }]);
    expect(toRemember).toEqual([
      { personId: "fs-1", field: "mobile", value: null, updatedAt: null, verifiedAt: null },
    ]);
  });

  test("remembers nothing of what a guardian typed", () => {
    expect(divideWrite("fs-1", [PHONE], [])).toEqual({ toRegister: [PHONE], toRemember: [] });
  });
});

describe("a field is confirmed", () => {
  test("where it holds the value already, however it is spelled", () => {
    const held = record({ mobile: field("912 34 567"), email: field("Kari.Nordmann@Example.no") });
    expect(confirmedFields(held, [MOBILE_CHANGE, EMAIL_CHANGE])).toEqual(["mobile", "email"]);
  });

  test("neither by another value, nor by a removal, nor by what is no value of KRR's", () => {
    const held = record({ mobile: field("40612345"), workPhone: field("22000001") });
    expect(confirmedFields(held, [MOBILE_CHANGE, EMAIL_CHANGE, PHONE])).toEqual([]);
    expect(confirmedFields(record(), [REMOVAL])).toEqual([]);
  });
});
