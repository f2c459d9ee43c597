import { describe, expect, test } from "vitest";
import { buildKrrView } from "./build-krr-view.ts";
import type { KrrAnswer } from "./register-answer.ts";
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
  record,
  SCHOOL,
} from "./testing/examples.ts";

const IN_KRR = answered(krrPerson({ mobile: channel(MOBILE) }));
const SILENT: KrrAnswer = { state: "unavailable", asOf: null };
const TAKES_IT = heldIn(KINDERGARTEN, record({ mobile: fromKrr(MOBILE) }));

function takers(school: ReturnType<typeof heldIn>, krr: KrrAnswer = IN_KRR): readonly string[] {
  return buildKrrView("mobile", [school, TAKES_IT], krr, NOW).takenFromKrrIn;
}

describe("the registers that take a field from KRR", () => {
  test.each([
    ["hold its value", fromKrr(MOBILE)],
    ["hold another one", field("40612345")],
    ["hold none", field(null)],
  ])("are told where they %s", (_what, mobile) => {
    expect(takers(heldIn(SCHOOL, record({ mobile })))).toEqual(["flyt-barnehage", "flyt-skole"]);
  });

  test("are the same whatever KRR tells, or does not tell", () => {
    for (const krr of [SILENT, answered(krrPerson({}, { status: "deleted" }))])
      expect(takers(heldIn(SCHOOL, record()), krr)).toEqual(["flyt-barnehage", "flyt-skole"]);
  });

  test.each([
    ["whose municipality only compares", heldIn({ ...SCHOOL, krrMode: "verify-only" }, record())],
    ["whose municipality does not look up", heldIn({ ...SCHOOL, krrMode: "off" }, record())],
    ["that keeps the field by hand", heldIn(SCHOOL, record({ mobile: field(MOBILE, { optedOut: true }) }))],
    ["that has emptied it on purpose", heldIn(SCHOOL, record({ mobile: field(null, { optedOut: true }) }))],
    ["that the child has left", heldIn(SCHOOL, record({}, { status: "inactive" }))],
    [
      "that takes no writes to it",
      {
        ...heldIn(SCHOOL, record()),
        capabilities: { writable: new Set(["email"] as const), holdsOrigin: true, holdsOptOut: true },
      },
    ],
  ])("are without one %s", (_which, school) => {
    expect(takers(school)).toEqual(["flyt-barnehage"]);
  });

  test("are none where nobody looks up", () => {
    expect(takers(heldIn(SCHOOL, record()), { state: "off" })).toEqual([]);
  });
});

test("what KRR withholds is told as that, and not as missing (A.9)", () => {
  const krr = answered(krrPerson({}, { withheld: true }));
  expect(buildKrrView("mobile", [TAKES_IT], krr, NOW).krr).toEqual({ state: "withheld" });
});
