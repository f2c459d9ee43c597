import { describe, expect, test } from "vitest";
import { mergeHeldValues } from "./merge-held-values.ts";
import {
  field,
  fromKrr,
  heldIn,
  KINDERGARTEN,
  MOBILE,
  monthsAgo,
  record,
  SCHOOL,
} from "./testing/examples.ts";

const AFTER_SCHOOL = { ...SCHOOL, id: "sfo", name: "SFO" };

describe("the same value written differently (P10)", () => {
  test("is one value with both registers named", () => {
    const { held } = mergeHeldValues("mobile", [
      heldIn(SCHOOL, record({ mobile: field("912 34 567") })),
      heldIn(KINDERGARTEN, record({ mobile: field("0047 91 23 45 67") })),
    ]);
    expect(held).toEqual([
      {
        value: MOBILE,
        display: "912 34 567",
        holdings: [
          expect.objectContaining({ systemId: "flyt-barnehage" }),
          expect.objectContaining({ systemId: "flyt-skole" }),
        ],
      },
    ]);
  });

  test("is one e-mail address, shown in the same spelling whichever register answered first", () => {
    const sources = [
      heldIn(SCHOOL, record({ email: field("kari@example.no ") })),
      heldIn(KINDERGARTEN, record({ email: field("Kari@Example.no") })),
    ];
    const shown = mergeHeldValues("email", sources).held;
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ value: "kari@example.no", display: "kari@example.no" });
    expect(mergeHeldValues("email", sources.toReversed()).held).toEqual(shown);
  });
});

test("shows every one of different values, with the register that holds it (P3)", () => {
  const { held, gaps } = mergeHeldValues("mobile", [
    heldIn(SCHOOL, record({ mobile: field("912 34 567") })),
    heldIn(KINDERGARTEN, record({ mobile: field("40612345") })),
    heldIn(AFTER_SCHOOL, record({ mobile: field("+4791234567") })),
  ]);
  expect(held.map(({ display, holdings }) => [display, holdings.map(({ systemId }) => systemId)])).toEqual([
    ["406 12 345", ["flyt-barnehage"]],
    ["912 34 567", ["flyt-skole", "sfo"]],
  ]);
  expect(gaps).toEqual([]);
});

test("keeps the origin of each register's holding (P11)", () => {
  const { held } = mergeHeldValues("mobile", [
    heldIn(SCHOOL, record({ mobile: field(MOBILE) })),
    heldIn(KINDERGARTEN, record({ mobile: fromKrr(MOBILE, { originVerifiedAt: monthsAgo(1) }) })),
  ]);
  expect(held[0]?.holdings).toEqual([
    {
      systemId: "flyt-barnehage",
      origin: "krr",
      confirmedAt: monthsAgo(1).toISOString(),
      optedOut: false,
    },
    { systemId: "flyt-skole", origin: "manual", confirmedAt: null, optedOut: false },
  ]);
});

test("says that the register keeps the field by hand (P12)", () => {
  const { held } = mergeHeldValues("email", [
    heldIn(SCHOOL, record({ email: field("kari@example.no", { optedOut: true }) })),
  ]);
  expect(held[0]?.holdings).toEqual([expect.objectContaining({ optedOut: true, origin: "manual" })]);
});

describe("a register without the value", () => {
  test("is named as a gap (P4)", () => {
    const { held, gaps } = mergeHeldValues("email", [
      heldIn(SCHOOL, record({ email: field("kari@example.no") })),
      heldIn(KINDERGARTEN, record({ email: field(" ") })),
    ]);
    expect(held).toHaveLength(1);
    expect(gaps).toEqual([{ systemId: "flyt-barnehage", reason: "empty" }]);
  });

  test("is named as blocked where it is empty on purpose", () => {
    const { gaps } = mergeHeldValues("email", [
      heldIn(SCHOOL, record({ email: field(null, { optedOut: true }) })),
    ]);
    expect(gaps).toEqual([{ systemId: "flyt-skole", reason: "blocked" }]);
  });

  test("has no gap where one of its records of the person holds a value", () => {
    const { held, gaps } = mergeHeldValues("mobile", [
      heldIn(SCHOOL, record()),
      heldIn(SCHOOL, record({ mobile: field(MOBILE) }, { personId: "fs-2" })),
    ]);
    expect(held).toHaveLength(1);
    expect(gaps).toEqual([]);
  });

  test("is blocked where one of its records is", () => {
    const blocked = record({ mobile: field(null, { optedOut: true }) });
    const sources = [heldIn(SCHOOL, blocked), heldIn(SCHOOL, record({}, { personId: "fs-2" }))];
    const expected = [{ systemId: "flyt-skole", reason: "blocked" }];
    expect(mergeHeldValues("mobile", sources).gaps).toEqual(expected);
    expect(mergeHeldValues("mobile", sources.toReversed()).gaps).toEqual(expected);
  });
});

describe("several records of the person in one register", () => {
  test("say the same value once", () => {
    const { held } = mergeHeldValues("mobile", [
      heldIn(SCHOOL, record({ mobile: field(MOBILE) })),
      heldIn(SCHOOL, record({ mobile: field("912 34 567") }, { personId: "fs-2" })),
    ]);
    expect(held.map(({ holdings }) => holdings.map(({ systemId }) => systemId))).toEqual([["flyt-skole"]]);
  });

  test("show both values where they differ", () => {
    const { held } = mergeHeldValues("mobile", [
      heldIn(SCHOOL, record({ mobile: field(MOBILE) })),
      heldIn(SCHOOL, record({ mobile: field("40612345") }, { personId: "fs-2" })),
    ]);
    expect(held.map(({ display }) => display)).toEqual(["406 12 345", "912 34 567"]);
  });
});

test("shows what nobody can read as it stands", () => {
  const { held } = mergeHeldValues("mobile", [heldIn(SCHOOL, record({ mobile: field("ring mor") }))]);
  expect(held).toEqual([expect.objectContaining({ value: "ring mor", display: "ring mor" })]);
});
