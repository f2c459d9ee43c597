import type { Profile, ProfilePage } from "@foresattportal/shared/contract/profile.ts";
import { describe, expect, test } from "vitest";
import { buildProfile } from "./build-profile.ts";
import type { KrrAnswer, RegisterAnswer } from "./register-answer.ts";
import { NOW } from "./testing/arbitraries.ts";
import {
  answered,
  channel,
  EMAIL,
  field,
  fresh,
  fromKrr,
  KINDERGARTEN,
  krrPerson,
  MOBILE,
  monthsAgo,
  record,
  SCHOOL,
  silent,
} from "./testing/examples.ts";

const KRR = answered(krrPerson({ mobile: channel(MOBILE), email: channel(EMAIL) }));
const ALL_WELL = record({ mobile: fromKrr(MOBILE), email: fromKrr(EMAIL) });

function build(answers: readonly RegisterAnswer[], krr: KrrAnswer = KRR): Profile {
  return buildProfile(answers, krr, NOW);
}

/** The page of a guardian whom the example's registers know. */
function knownPage(answers: readonly RegisterAnswer[], krr: KrrAnswer = KRR) {
  const { page } = build(answers, krr);
  if (page.state !== "known") throw new Error(`the page is ${page.state}`);
  return page satisfies ProfilePage;
}

test("values from KRR are shown as such, with nothing left to do (P1)", () => {
  const page = knownPage([fresh(SCHOOL, ALL_WELL), fresh(KINDERGARTEN, ALL_WELL)]);
  expect(page.mobile).toMatchObject({
    state: "agreed",
    held: { value: MOBILE, display: "912 34 567", holdings: [{ origin: "krr" }, { origin: "krr" }] },
    nextStep: "none",
  });
  expect(page.email).toMatchObject({ state: "agreed", held: { value: EMAIL }, nextStep: "none" });
  expect(page.verdict).toMatchObject({ level: "both", nextStep: "none" });
});

describe("who is held nowhere (P2)", () => {
  test("is unknown where every register has answered", () => {
    const built = build([fresh(SCHOOL), fresh(KINDERGARTEN)]);
    expect(built.page).toEqual({ state: "unknown" });
    expect(built.systems.map(({ holdsPerson }) => holdsPerson)).toEqual([false, false]);
  });

  test("is not called unknown while a register is silent", () => {
    expect(build([fresh(SCHOOL), silent(KINDERGARTEN)]).page).toEqual({ state: "unavailable" });
    expect(build([silent(SCHOOL), silent(KINDERGARTEN)]).page).toEqual({ state: "unavailable" });
  });

  test("is unknown as a guardian where the registers know an employee (P18)", () => {
    const employee = record({ mobile: field(MOBILE) }, { roles: ["employee"] });
    const built = build([fresh(SCHOOL, employee)]);
    expect(built.page).toEqual({ state: "unknown" });
    expect(built.systems[0]?.holdsPerson).toBe(false);
  });
});

test("a guardian who is an employee too is shown as a guardian (P18)", () => {
  const page = knownPage([fresh(SCHOOL, { ...ALL_WELL, roles: ["guardian", "employee"] })]);
  expect(page.mobile.state).toBe("agreed");
});

test("values that differ are all shown, each with its register (P3)", () => {
  const page = knownPage([
    fresh(SCHOOL, record({ mobile: field("91234567"), email: field(EMAIL) })),
    fresh(KINDERGARTEN, record({ mobile: field("40612345"), email: field(EMAIL) })),
  ]);
  expect(page.mobile).toMatchObject({
    state: "differing",
    held: [
      { display: "406 12 345", holdings: [{ systemId: "flyt-barnehage" }] },
      { display: "912 34 567", holdings: [{ systemId: "flyt-skole" }] },
    ],
  });
  expect(page.email.state).toBe("agreed");
});

test("a missing field is named with the registers that miss it, and is to be added in KRR (P4)", () => {
  const noEmail = answered(krrPerson({ mobile: channel(MOBILE) }));
  const held = record({ mobile: fromKrr(MOBILE) });
  const page = knownPage([fresh(SCHOOL, held), fresh(KINDERGARTEN, held)], noEmail);
  expect(page.email).toEqual({
    state: "missing",
    gaps: [
      { systemId: "flyt-barnehage", reason: "empty" },
      { systemId: "flyt-skole", reason: "empty" },
    ],
    krr: { state: "none" },
    takenFromKrrIn: ["flyt-barnehage", "flyt-skole"],
    nextStep: "add-in-krr",
  });
  expect(page.mobile.nextStep).toBe("none");
});

test("with one register there is no conflict (P9)", () => {
  const page = knownPage([fresh(SCHOOL, ALL_WELL), fresh(KINDERGARTEN)]);
  expect([page.mobile.state, page.email.state]).toEqual(["agreed", "agreed"]);
  expect([page.mobile.gaps, page.email.gaps]).toEqual([[], []]);
  expect(page.verdict.reach.map(({ systemId }) => systemId)).toEqual(["flyt-skole"]);
});

test("the origin is told per field and register (P11)", () => {
  const page = knownPage([fresh(SCHOOL, record({ mobile: field(MOBILE), email: fromKrr(EMAIL) }))]);
  expect(page.mobile).toMatchObject({ held: { holdings: [{ origin: "manual" }] } });
  expect(page.email).toMatchObject({
    held: { holdings: [{ origin: "krr", confirmedAt: monthsAgo(3).toISOString() }] },
  });
});

describe("a field that the register keeps by hand (P12)", () => {
  test("is shown as opted out, and the register is whom to ask where it differs", () => {
    const page = knownPage([
      fresh(SCHOOL, record({ mobile: field("40612345", { optedOut: true }), email: fromKrr(EMAIL) })),
      fresh(KINDERGARTEN, ALL_WELL),
    ]);
    expect(page.mobile).toMatchObject({
      state: "differing",
      held: [{ holdings: [{ optedOut: true }] }, { holdings: [{ optedOut: false }] }],
      nextStep: "ask-system",
    });
  });

  test("is a blocked gap where it is empty on purpose, and never to be fetched", () => {
    const page = knownPage([
      fresh(SCHOOL, record({ mobile: field(null, { optedOut: true }), email: fromKrr(EMAIL) })),
    ]);
    expect(page.mobile).toMatchObject({
      state: "missing",
      gaps: [{ systemId: "flyt-skole", reason: "blocked" }],
      nextStep: "ask-system",
    });
  });
});

describe("what KRR says of the person (P13)", () => {
  test.each(["active", "deleted", "not-registered"] as const)("%s is told as it is", (status) => {
    const built = build([fresh(SCHOOL, ALL_WELL)], answered(krrPerson({}, { status })));
    expect(built.krr).toEqual({ state: "answered", person: status, reserved: false, language: null });
  });

  test("reserved is told, and hides nothing: messages still arrive", () => {
    const krr = krrPerson({ mobile: channel(MOBILE), email: channel(EMAIL) }, { reserved: true });
    const built = build([fresh(SCHOOL, ALL_WELL)], answered(krr));
    expect(built.krr).toMatchObject({ state: "answered", person: "active", reserved: true });
    expect(built.page).toEqual(build([fresh(SCHOOL, ALL_WELL)]).page);
  });

  test("of a deleted person no channel is shown, even where KRR sends one", () => {
    const krr = krrPerson({ mobile: channel(MOBILE) }, { status: "deleted" });
    expect(knownPage([fresh(SCHOOL, ALL_WELL)], answered(krr)).mobile.krr).toEqual({ state: "not-known" });
  });

  test("one channel has expired while the other is fresh", () => {
    const krr = krrPerson({
      mobile: channel(MOBILE, { updatedAt: monthsAgo(20) }),
      email: channel(EMAIL, { updatedAt: monthsAgo(20), verifiedAt: monthsAgo(2) }),
    });
    const page = knownPage([fresh(SCHOOL, ALL_WELL)], answered(krr));
    expect(page.mobile).toMatchObject({ krr: { state: "expired" }, nextStep: "confirm-in-krr" });
    expect(page.email.krr).toMatchObject({
      state: "current",
      confirmedAt: monthsAgo(2).toISOString(),
    });
  });
});

describe("a register that does not answer (P14)", () => {
  test("is named with its last good answer, and the rest is shown", () => {
    const lastAnswer = new Date("2026-11-21T02:04:11.000Z");
    const built = build([fresh(SCHOOL, ALL_WELL), silent(KINDERGARTEN, lastAnswer)]);
    expect(built.page.state).toBe("known");
    expect(built.systems).toEqual([
      expect.objectContaining({ id: "flyt-skole", answer: "fresh", holdsPerson: true }),
      expect.objectContaining({
        id: "flyt-barnehage",
        answer: "unavailable",
        asOf: lastAnswer.toISOString(),
        holdsPerson: null,
      }),
    ]);
  });

  test("shows an earlier answer as an earlier one", () => {
    const asOf = monthsAgo(1);
    const stale: RegisterAnswer = { ...fresh(SCHOOL), answer: { state: "stale", asOf, data: [ALL_WELL] } };
    const built = build([stale]);
    expect(built.page.state).toBe("known");
    expect(built.systems[0]).toMatchObject({ answer: "stale", asOf: asOf.toISOString(), holdsPerson: true });
  });
});

describe("without KRR (P15)", () => {
  test("stored values stay while it is down", () => {
    const built = build([fresh(SCHOOL, ALL_WELL)], { state: "unavailable", asOf: null });
    expect(built.krr).toEqual({ state: "unavailable" });
    expect(built.page).toMatchObject({
      mobile: { state: "agreed", krr: { state: "not-known" }, nextStep: "none" },
      verdict: { level: "both" },
    });
  });

  test("stored values stay where no municipality looks up", () => {
    const built = build([fresh(SCHOOL, ALL_WELL)], { state: "off" });
    expect(built.krr).toEqual({ state: "off" });
    expect(built.page).toMatchObject({ mobile: { state: "agreed", krr: { state: "not-known" } } });
  });
});

test("a value that is registered on someone else too is flagged, never on whom (P22)", () => {
  const krr = krrPerson({ mobile: channel(MOBILE, { duplicate: true }), email: channel(EMAIL) });
  const page = knownPage([fresh(SCHOOL, ALL_WELL)], answered(krr));
  expect(page.mobile.krr).toEqual({
    state: "current",
    value: MOBILE,
    display: "912 34 567",
    confirmedAt: monthsAgo(3).toISOString(),
    duplicate: true,
  });
  expect(page.email.krr).toMatchObject({ duplicate: false });
});

describe("the work phone (P5)", () => {
  test("is shown with the registers that take it", () => {
    const workPhone = field("22 00 00 01 ext. 12", { origin: "guardian" });
    const page = knownPage([fresh(SCHOOL, record({ workPhone })), fresh(KINDERGARTEN, record())]);
    expect(page.workPhone).toMatchObject({
      state: "agreed",
      held: { display: "22 00 00 01 linje 12", holdings: [{ systemId: "flyt-skole" }] },
      writableIn: ["flyt-barnehage", "flyt-skole"],
    });
  });

  test("is not offered for a register that cannot hold it", () => {
    const without: RegisterAnswer = {
      ...fresh(KINDERGARTEN, record()),
      capabilities: { writable: new Set(["email", "mobile"]), holdsOrigin: true, holdsOptOut: true },
    };
    expect(knownPage([fresh(SCHOOL, record()), without]).workPhone).toEqual({
      state: "none",
      writableIn: ["flyt-skole"],
    });
  });

  test("is shown twice where it differs", () => {
    const page = knownPage([
      fresh(SCHOOL, record({ workPhone: field("22000001") })),
      fresh(KINDERGARTEN, record({ workPhone: field("22000002") })),
    ]);
    expect(page.workPhone).toMatchObject({
      state: "differing",
      held: [{ value: "+4722000001" }, { value: "+4722000002" }],
    });
  });
});

describe("last fetched from KRR", () => {
  test("is the newest fetch of any register", () => {
    const older = record({ mobile: fromKrr(MOBILE, { fetchedAt: monthsAgo(4) }) });
    const newer = record({ email: fromKrr(EMAIL, { fetchedAt: monthsAgo(2) }) });
    expect(knownPage([fresh(SCHOOL, older), fresh(KINDERGARTEN, newer)]).lastFetchedAt).toBe(
      monthsAgo(2).toISOString(),
    );
  });

  test("is not the time at which somebody typed a value", () => {
    const typed = record({ mobile: field(MOBILE, { fetchedAt: monthsAgo(2) }) });
    expect(knownPage([fresh(SCHOOL, typed)]).lastFetchedAt).toBeNull();
  });
});

test.each([
  [{ given: "Kari", middle: null, family: "Nordmann" }, "Kari Nordmann"],
  [{ given: "Kari", middle: "", family: "Nordmann" }, "Kari Nordmann"],
  [{ given: "Kari", middle: "Moen", family: "Nordmann" }, "Kari Moen Nordmann"],
])("the name is read without its empty parts (%#)", (name, expected) => {
  expect(knownPage([fresh(SCHOOL, record({}, { name }))]).name).toBe(expected);
});
