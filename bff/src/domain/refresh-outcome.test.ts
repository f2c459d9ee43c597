import { fieldOutcome, fieldResult, type FieldResult } from "@foresattportal/shared/contract/refresh.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContactField } from "./contact-record.ts";
import { planContactWrites, type FieldPlan, type SkipReason } from "./plan-contact-writes.ts";
import { mergeFieldResults, refreshOutcome, type WriteOutcome } from "./refresh-outcome.ts";
import { contactRecord, krrPerson, NOW, writePolicy } from "./testing/arbitraries.ts";
import { field, fromKrr, MOBILE, monthsAgo, record } from "./testing/examples.ts";

const OTHER = "+4740612345";
const WRITE_MOBILE: FieldPlan = { field: "mobile", write: { field: "mobile", value: MOBILE, origin: "krr" } };
const REMOVE_MOBILE: FieldPlan = { field: "mobile", write: { field: "mobile", value: null, origin: "krr" } };
const NOT_WRITTEN = ["pending", "conflict", "failed", "read-only"] as const satisfies readonly WriteOutcome[];

function outcome(plan: FieldPlan, before: ContactField, write: WriteOutcome, after: ContactField | null) {
  return refreshOutcome(
    plan,
    record({ mobile: before }),
    write,
    after === null ? null : record({ mobile: after }),
  );
}

function resultOf(name: FieldResult["outcome"], more: Partial<FieldResult> = {}): FieldResult {
  return { field: "mobile", outcome: name, before: null, after: null, ...more };
}

describe("another value", () => {
  test("is changed, from what was shown to what is shown", () => {
    expect(outcome(WRITE_MOBILE, field(OTHER), "written", fromKrr(MOBILE))).toEqual({
      field: "mobile",
      outcome: "changed",
      before: "406 12 345",
      after: "912 34 567",
    });
  });

  test("fills a gap", () => {
    expect(outcome(WRITE_MOBILE, field(null), "written", fromKrr(MOBILE))).toMatchObject({
      outcome: "changed",
      before: null,
      after: "912 34 567",
    });
  });

  test.each(NOT_WRITTEN)("is changed where the read-back shows it, though the write was %s", (write) => {
    expect(outcome(WRITE_MOBILE, field(OTHER), write, fromKrr(MOBILE))).toMatchObject({
      outcome: "changed",
      after: "912 34 567",
    });
  });

  test.each(NOT_WRITTEN)("is %s where the old value is read back", (write) => {
    expect(outcome(WRITE_MOBILE, field(OTHER), write, field(OTHER))).toMatchObject({
      outcome: write,
      before: "406 12 345",
      after: write === "pending" ? "912 34 567" : "406 12 345",
    });
  });

  test.each(NOT_WRITTEN)("is %s where nothing could be read back", (write) => {
    expect(outcome(WRITE_MOBILE, field(OTHER), write, null)).toMatchObject({
      outcome: write,
      after: write === "pending" ? "912 34 567" : "406 12 345",
    });
  });

  test("is believed where the register took it and could not be read back", () => {
    expect(outcome(WRITE_MOBILE, field(OTHER), "written", null)).toMatchObject({
      outcome: "changed",
      after: "912 34 567",
    });
  });

  test("is failed where the register said yes and kept its old value", () => {
    expect(outcome(WRITE_MOBILE, field(OTHER), "written", field(OTHER))).toMatchObject({
      outcome: "failed",
      after: "406 12 345",
    });
  });

  test("is opted out where somebody set the opt-out meanwhile", () => {
    expect(outcome(WRITE_MOBILE, field(OTHER), "written", field(OTHER, { optedOut: true }))).toMatchObject({
      outcome: "opted-out",
      after: "406 12 345",
    });
  });

  test("is blocked where somebody emptied and blocked the field meanwhile", () => {
    expect(outcome(WRITE_MOBILE, field(OTHER), "written", field(null, { optedOut: true }))).toMatchObject({
      outcome: "blocked",
      after: null,
    });
  });

  test("shows what somebody else wrote where the write was in conflict with it", () => {
    expect(outcome(WRITE_MOBILE, field(OTHER), "conflict", field("98765432"))).toEqual({
      field: "mobile",
      outcome: "conflict",
      before: "406 12 345",
      after: "987 65 432",
    });
  });
});

describe("the removal of a value that KRR has deleted", () => {
  test("is a change to nothing", () => {
    expect(outcome(REMOVE_MOBILE, fromKrr(MOBILE), "written", fromKrr(null))).toMatchObject({
      outcome: "changed",
      before: "912 34 567",
      after: null,
    });
  });

  test("is a change where the answer got lost and the field is empty", () => {
    expect(outcome(REMOVE_MOBILE, fromKrr(MOBILE), "failed", fromKrr(null)).outcome).toBe("changed");
  });

  test("is believed where it could not be read back", () => {
    expect(outcome(REMOVE_MOBILE, fromKrr(MOBILE), "written", null)).toMatchObject({
      outcome: "changed",
      after: null,
    });
  });

  test("is failed where the value is still there", () => {
    expect(outcome(REMOVE_MOBILE, fromKrr(MOBILE), "written", fromKrr(MOBILE)).outcome).toBe("failed");
  });
});

describe("the same value, now from KRR", () => {
  test("is confirmed, and shown as the register spells it", () => {
    expect(outcome(WRITE_MOBILE, field("912 34 567"), "written", fromKrr("912 34 567"))).toEqual({
      field: "mobile",
      outcome: "confirmed",
      before: "912 34 567",
      after: "912 34 567",
    });
  });

  test("is confirmed where it could not be read back", () => {
    expect(outcome(WRITE_MOBILE, field(MOBILE), "written", null).outcome).toBe("confirmed");
  });

  test.each(NOT_WRITTEN)("is confirmed where the read-back shows the new origin, though %s", (write) => {
    expect(outcome(WRITE_MOBILE, field(MOBILE), write, fromKrr(MOBILE)).outcome).toBe("confirmed");
  });

  test.each(NOT_WRITTEN)("is confirmed where the read-back shows a newer date, though %s", (write) => {
    const before = fromKrr(MOBILE, { originUpdatedAt: monthsAgo(9) });
    const after = fromKrr(MOBILE, { originUpdatedAt: monthsAgo(9), originVerifiedAt: monthsAgo(1) });
    expect(outcome(WRITE_MOBILE, before, write, after).outcome).toBe("confirmed");
  });

  test.each(NOT_WRITTEN)("is %s where neither origin nor date has changed", (write) => {
    expect(outcome(WRITE_MOBILE, fromKrr(MOBILE), write, fromKrr(MOBILE)).outcome).toBe(write);
    expect(outcome(WRITE_MOBILE, field(MOBILE), write, field(MOBILE)).outcome).toBe(write);
  });

  test("is confirmed where the register keeps no newer date", () => {
    expect(outcome(WRITE_MOBILE, fromKrr(MOBILE), "written", fromKrr(MOBILE)).outcome).toBe("confirmed");
  });

  test("is opted out where somebody set the opt-out meanwhile", () => {
    const after = field(MOBILE, { optedOut: true });
    expect(outcome(WRITE_MOBILE, field(MOBILE), "written", after).outcome).toBe("opted-out");
  });

  test("is up to date, not from KRR, where the register does not say where it came from", () => {
    expect(outcome(WRITE_MOBILE, field(MOBILE), "written", field(MOBILE)).outcome).toBe("up-to-date");
  });

  test("is failed where another value is read back", () => {
    expect(outcome(WRITE_MOBILE, field(MOBILE), "written", field(OTHER))).toMatchObject({
      outcome: "failed",
      before: "912 34 567",
      after: "406 12 345",
    });
  });
});

describe("no write", () => {
  const reasons = [
    "up-to-date",
    "krr-has-nothing",
    "krr-expired",
    "krr-invalid",
    "opted-out",
    "blocked",
    "read-only",
    "verify-only",
    "not-active",
  ] as const satisfies readonly SkipReason[];

  test.each(reasons)("says %s and shows the value unchanged", (skip) => {
    expect(outcome({ field: "mobile", skip }, field(OTHER), "written", null)).toEqual({
      field: "mobile",
      outcome: skip,
      before: "406 12 345",
      after: "406 12 345",
    });
  });
});

test("any plan, write and read-back has an outcome that the browser knows", () => {
  const writeOutcome = fc.constantFrom<WriteOutcome[]>("written", ...NOT_WRITTEN);
  fc.assert(
    fc.property(
      contactRecord,
      krrPerson,
      writePolicy,
      writeOutcome,
      fc.option(contactRecord),
      (before, krr, policy, write, after) => {
        for (const plan of planContactWrites(before, krr, policy, NOW)) {
          const result = refreshOutcome(plan, before, write, after);
          expect(fieldResult.parse(result)).toEqual(result);
        }
      },
    ),
    { numRuns: 500 },
  );
});

describe("several records of one person in one register", () => {
  test("say one thing about each field", () => {
    const merged = mergeFieldResults([
      resultOf("up-to-date"),
      resultOf("changed", { field: "email" }),
      resultOf("changed", { after: "912 34 567" }),
      resultOf("up-to-date", { field: "email" }),
    ]);
    expect(merged).toEqual([
      resultOf("changed", { after: "912 34 567" }),
      resultOf("changed", { field: "email" }),
    ]);
  });

  test.each<[FieldResult["outcome"], FieldResult["outcome"]]>([
    ["failed", "changed"],
    ["conflict", "changed"],
    ["changed", "confirmed"],
    ["changed", "not-active"],
    ["confirmed", "up-to-date"],
    ["blocked", "up-to-date"],
    ["up-to-date", "not-active"],
  ])("say %s before %s", (first, second) => {
    expect(mergeFieldResults([resultOf(first), resultOf(second)])).toEqual([resultOf(first)]);
    expect(mergeFieldResults([resultOf(second), resultOf(first)])).toEqual([resultOf(first)]);
  });

  test("have a place in that order for every outcome", () => {
    // What has no place would come before «failed».
    for (const name of fieldOutcome.options) {
      expect(mergeFieldResults([resultOf("failed"), resultOf(name)])[0]?.outcome, name).toBe("failed");
    }
  });
});
