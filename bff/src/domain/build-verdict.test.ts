import type { ContactFieldView, NextStep } from "@foresattportal/shared/contract/profile.ts";
import { describe, expect, test } from "vitest";
import { buildVerdict } from "./build-verdict.ts";
import type { HeldRecord } from "./register-answer.ts";
import { EMAIL, field, heldIn, KINDERGARTEN, MOBILE, record, SCHOOL } from "./testing/examples.ts";

const BOTH = record({ mobile: field(MOBILE), email: field(EMAIL) });
const SMS = record({ mobile: field(MOBILE) });
const MAIL = record({ email: field(EMAIL) });
const NOTHING = record();

const view = (nextStep: NextStep): ContactFieldView => ({
  state: "missing",
  gaps: [],
  krr: { state: "none" },
  takenFromKrrIn: [],
  nextStep,
});

function verdict(records: readonly HeldRecord[], mobile: NextStep = "none", email: NextStep = "none") {
  return buildVerdict(records, { mobile: view(mobile), email: view(email) });
}

describe("can school and kindergarten reach you? (P19)", () => {
  test.each([
    ["both", BOTH],
    ["sms", SMS],
    ["email", MAIL],
    ["none", NOTHING],
  ] as const)("%s, where that is what each of them holds", (level, held) => {
    expect(verdict([heldIn(SCHOOL, held), heldIn(KINDERGARTEN, held)]).level).toBe(level);
    expect(verdict([heldIn(SCHOOL, held)]).level).toBe(level);
  });

  test.each([
    [BOTH, SMS],
    [SMS, MAIL],
    [MAIL, NOTHING],
    [NOTHING, BOTH],
  ])("mixed, where they differ (case %#)", (school, kindergarten) => {
    expect(verdict([heldIn(SCHOOL, school), heldIn(KINDERGARTEN, kindergarten)]).level).toBe("mixed");
  });

  test("is told of each of them, in the same order whoever answered first", () => {
    const sources = [heldIn(SCHOOL, SMS), heldIn(KINDERGARTEN, MAIL)];
    const expected = [
      { systemId: "flyt-barnehage", sms: false, email: true },
      { systemId: "flyt-skole", sms: true, email: false },
    ];
    expect(verdict(sources).reach).toEqual(expected);
    expect(verdict(sources.toReversed()).reach).toEqual(expected);
  });

  test("counts nothing that cannot be dialled or sent to", () => {
    const junk = record({ mobile: field("ring mor"), email: field("har ikke") });
    expect(verdict([heldIn(SCHOOL, junk)]).level).toBe("none");
  });

  test("counts all records of one register together", () => {
    const records = [heldIn(SCHOOL, SMS), heldIn(SCHOOL, { ...MAIL, personId: "fs-2" })];
    expect(verdict(records)).toMatchObject({ level: "both", reach: [{ sms: true, email: true }] });
  });
});

describe("the one thing to do next", () => {
  test.each<[NextStep, NextStep, NextStep]>([
    ["refresh", "add-in-krr", "refresh"],
    ["add-in-krr", "confirm-in-krr", "add-in-krr"],
    ["confirm-in-krr", "ask-system", "confirm-in-krr"],
    ["ask-system", "none", "ask-system"],
    ["none", "none", "none"],
  ])("of %s and %s is %s", (one, other, expected) => {
    expect(verdict([heldIn(SCHOOL, BOTH)], one, other).nextStep).toBe(expected);
    expect(verdict([heldIn(SCHOOL, BOTH)], other, one).nextStep).toBe(expected);
  });
});
