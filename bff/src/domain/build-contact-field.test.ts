import { describe, expect, test } from "vitest";
import { buildContactField } from "./build-contact-field.ts";
import type { ContactField } from "./contact-record.ts";
import type { KrrAnswer } from "./register-answer.ts";
import type { KrrMode } from "./register.ts";
import { NOW } from "./testing/arbitraries.ts";
import {
  answered,
  channel,
  field,
  fromKrr,
  heldIn,
  KINDERGARTEN,
  krrPerson,
  MOBILE,
  monthsAgo,
  record,
  SCHOOL,
} from "./testing/examples.ts";

const OTHER = "+4740612345";
const IN_KRR = answered(krrPerson({ mobile: channel(MOBILE) }));
const NOTHING_IN_KRR = answered(krrPerson());
const SILENT: KrrAnswer = { state: "unavailable", asOf: null };
const OFF: KrrAnswer = { state: "off" };
const WITHHELD = answered(krrPerson({}, { withheld: true }));

function nextStep(krr: KrrAnswer, school: ContactField, kindergarten = school, krrMode: KrrMode = "write") {
  const records = [
    heldIn({ ...KINDERGARTEN, krrMode }, record({ mobile: kindergarten })),
    heldIn({ ...SCHOOL, krrMode }, record({ mobile: school })),
  ];
  return buildContactField("mobile", records, krr, NOW).nextStep;
}

describe("nothing is left to do", () => {
  test("where all agree with KRR", () => {
    expect(nextStep(IN_KRR, fromKrr(MOBILE))).toBe("none");
  });

  test("where only the origin would change: the guardian would see no difference", () => {
    expect(nextStep(IN_KRR, field("912 34 567"))).toBe("none");
  });

  test("where KRR is empty and the registers agree", () => {
    expect(nextStep(NOTHING_IN_KRR, field(MOBILE))).toBe("none");
  });

  test("where who is deleted from KRR keeps what nobody copies from there", () => {
    const deleted = answered(krrPerson({}, { status: "deleted" }));
    expect(nextStep(deleted, field(MOBILE), field(MOBILE), "verify-only")).toBe("none");
  });

  test.each([SILENT, OFF])("where the registers agree and KRR is $state", (krr) => {
    expect(nextStep(krr, field(MOBILE))).toBe("none");
  });
});

describe("«Oppdater» is the next step", () => {
  test.each<[string, ContactField, ContactField]>([
    ["KRR has another value", field(OTHER), field(OTHER)],
    ["one register differs", fromKrr(MOBILE), field(OTHER)],
    ["one register misses the value", fromKrr(MOBILE), field(null)],
    ["a register holds what nobody can read", fromKrr(MOBILE), field("ring mor")],
  ])("where %s", (_why, school, kindergarten) => {
    expect(nextStep(IN_KRR, school, kindergarten)).toBe("refresh");
  });

  test("where something is wrong and KRR did not answer", () => {
    expect(nextStep(SILENT, field(MOBILE), field(OTHER))).toBe("refresh");
    expect(nextStep(SILENT, field(null))).toBe("refresh");
  });

  test("before a confirmation, where an expired value would fill a gap", () => {
    const expired = answered(krrPerson({ mobile: channel(MOBILE, { updatedAt: monthsAgo(20) }) }));
    expect(nextStep(expired, field(null))).toBe("refresh");
  });
});

describe("KRR is where to go", () => {
  test("to add what is missing everywhere", () => {
    expect(nextStep(NOTHING_IN_KRR, field(null))).toBe("add-in-krr");
  });

  test("to make registers agree that hold different values by hand (P20)", () => {
    expect(nextStep(NOTHING_IN_KRR, field(MOBILE), field(OTHER))).toBe("add-in-krr");
  });

  test("to add what would replace a value that reaches nobody", () => {
    expect(nextStep(NOTHING_IN_KRR, field("ring mor"))).toBe("add-in-krr");
  });

  test("to put right what KRR holds and no message can be sent to, and the page is told that", () => {
    const unusable = answered(krrPerson({ mobile: channel("+47-1234") }));
    expect(nextStep(unusable, field(MOBILE))).toBe("add-in-krr");
    const view = buildContactField(
      "mobile",
      [heldIn(SCHOOL, record({ mobile: field(MOBILE) }))],
      unusable,
      NOW,
    );
    expect(view.krr).toEqual({ state: "unusable", display: "+47-1234" });
  });

  test.each([
    ["16 months", 17],
    ["18 months", 20],
  ])("to confirm what has not been confirmed for %s (P23)", (_limit, months) => {
    const krr = answered(krrPerson({ mobile: channel(MOBILE, { updatedAt: monthsAgo(months) }) }));
    expect(nextStep(krr, fromKrr(MOBILE))).toBe("confirm-in-krr");
  });

  test("to look for what it withholds: it may have expired, or not be there (A.9)", () => {
    expect(nextStep(WITHHELD, fromKrr(MOBILE))).toBe("confirm-in-krr");
    expect(nextStep(WITHHELD, field(null))).toBe("add-in-krr");
    expect(nextStep(WITHHELD, field(MOBILE), field(null))).toBe("add-in-krr");
  });

  test("to confirm an expired value that may not displace a typed one", () => {
    const krr = answered(krrPerson({ mobile: channel(MOBILE, { updatedAt: monthsAgo(20) }) }));
    expect(nextStep(krr, field(OTHER))).toBe("confirm-in-krr");
  });
});

describe("the school or kindergarten is whom to ask", () => {
  test("where it keeps the differing value by hand", () => {
    expect(nextStep(IN_KRR, fromKrr(MOBILE), field(OTHER, { optedOut: true }))).toBe("ask-system");
  });

  test("where it has emptied the field on purpose", () => {
    expect(nextStep(IN_KRR, field(null, { optedOut: true }))).toBe("ask-system");
  });

  test("where KRR's value may not be copied", () => {
    expect(nextStep(IN_KRR, field(OTHER), field(null), "verify-only")).toBe("ask-system");
    expect(nextStep(IN_KRR, field(OTHER), field(OTHER), "verify-only")).toBe("ask-system");
  });

  test("where nothing would come of adding it to KRR", () => {
    expect(nextStep(NOTHING_IN_KRR, field(null), field(null), "verify-only")).toBe("ask-system");
    expect(nextStep(SILENT, field(MOBILE), field(OTHER), "verify-only")).toBe("ask-system");
  });

  test("where nobody looks up in KRR", () => {
    expect(nextStep(OFF, field(MOBILE), field(OTHER))).toBe("ask-system");
    expect(nextStep(OFF, field("ring mor"))).toBe("ask-system");
  });
});

test("what a record of a child who has left holds is no answer to what the register lacks now", () => {
  const left = { ...record({ mobile: field(MOBILE) }), personId: "left", status: "inactive" } as const;
  const records = [heldIn(SCHOOL, record({ mobile: field(null) })), heldIn(SCHOOL, left)];
  expect(buildContactField("mobile", records, NOTHING_IN_KRR, NOW).nextStep).toBe("add-in-krr");
});

test("a register that a child has left and that holds another value is to be asked", () => {
  const left = { ...record({ mobile: field(OTHER) }), status: "inactive" } as const;
  const records = [heldIn(KINDERGARTEN, record({ mobile: fromKrr(MOBILE) })), heldIn(SCHOOL, left)];
  expect(buildContactField("mobile", records, IN_KRR, NOW)).toMatchObject({
    state: "differing",
    nextStep: "ask-system",
  });
});
