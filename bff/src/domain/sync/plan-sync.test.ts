import { describe, expect, test } from "vitest";
import type { ContactField, ContactRecord } from "../contact-record.ts";
import type { KrrPerson } from "../krr-person.ts";
import { NOW } from "../testing/arbitraries.ts";
import { channel, EMAIL, field, fromKrr, krrPerson, MOBILE, monthsAgo, record } from "../testing/examples.ts";
import { planSync, type KrrWord, type SyncPlan, type SyncPolicy } from "./plan-sync.ts";
import { PROTECTION_GRADES, type Member } from "./population.ts";
import { EMPTY_TALLY } from "./tally.ts";
import { member } from "./testing/members.ts";

const OTHER = "+4740612345";
const OTHER_EMAIL = "kari@example.no";
const WRITE: SyncPolicy = { krrMode: "write", capabilities: null, exceptedGrades: new Set() };
const KRR = krrPerson({ mobile: channel(MOBILE), email: channel(EMAIL) });
const DELETED = krrPerson({}, { status: "deleted" });

function plan(held: ContactRecord, word: KrrWord = KRR, policy = WRITE): SyncPlan {
  return planSync([member(held)], [word], policy, NOW);
}

/** A member with this protection, and a number that differs from KRR. */
function withGrade(protection: Member["protection"]): Member {
  return member(withMobile(field(OTHER)), { protection });
}

/** A record of which only the mobile number differs from KRR. */
function withMobile(mobile: ContactField): ContactRecord {
  return record({ mobile, email: fromKrr(EMAIL) });
}

describe("a planned write", () => {
  test("names the record, its version and the person, and every change with what stands there now", () => {
    const who = member(record({ mobile: field("406 12 345"), email: field(null) }, { etag: "7" }));
    expect(planSync([who], [KRR], WRITE, NOW).writes).toEqual([
      {
        personId: "fs-1",
        etag: "7",
        nationalId: who.nationalId,
        changes: [
          {
            kind: "changed",
            before: "406 12 345",
            change: { field: "mobile", value: MOBILE, origin: "krr", originUpdatedAt: monthsAgo(3) },
          },
          {
            kind: "filled",
            before: null,
            change: { field: "email", value: EMAIL, origin: "krr", originUpdatedAt: monthsAgo(3) },
          },
        ],
      },
    ]);
  });

  test("holds only the fields that change", () => {
    const [write] = plan(withMobile(field(OTHER))).writes;
    expect(write?.changes.map(({ change }) => change.field)).toEqual(["mobile"]);
  });

  test("is none where nothing changes", () => {
    expect(plan(withMobile(fromKrr(MOBILE)))).toEqual({
      writes: [],
      tally: {
        ...EMPTY_TALLY,
        read: 1,
        lookedUp: 1,
        held: 2,
        fields: { mobile: { unchanged: 1 }, email: { unchanged: 1 } },
      },
    });
  });
});

describe("what a change does", () => {
  test.each<[kind: string, why: string, held: ContactField, word: KrrPerson]>([
    ["changed", "another value", field(OTHER), KRR],
    ["changed", "in place of what reaches nobody", field("ring mor"), KRR],
    ["filled", "where nothing stood", field(null), KRR],
    ["filled", "where only blanks stood", field("   "), KRR],
    ["emptied", "since KRR has deleted the person", fromKrr(MOBILE), DELETED],
    ["confirmed", "the same value typed by hand, however written", field("912 34 567"), KRR],
    [
      "confirmed",
      "the same value with a newer date",
      fromKrr(MOBILE, { originUpdatedAt: monthsAgo(9) }),
      KRR,
    ],
  ])("is «%s»: %s", (kind, _why, held, word) => {
    const { writes, tally } = plan(withMobile(held), word);
    const change = writes[0]?.changes.find((each) => each.change.field === "mobile");
    expect(change).toMatchObject({ kind, before: held.value });
    expect(tally.fields.mobile).toEqual({ [kind]: 1 });
  });
});

describe("what is not written is counted by its reason", () => {
  test.each<[product: string, result: string, held: ContactField, word: KrrPerson, policy: SyncPolicy]>([
    ["N7", "opted-out", field(OTHER, { optedOut: true }), KRR, WRITE],
    ["N9", "blocked", field(null, { optedOut: true }), KRR, WRITE],
    ["N11", "no-krr-data", field(MOBILE), DELETED, WRITE],
    ["N11", "no-krr-data", field(MOBILE), krrPerson({}, { status: "not-registered" }), WRITE],
    ["N14", "verify-only", field(OTHER), KRR, { ...WRITE, krrMode: "verify-only" }],
    [
      "R-20",
      "krr-expired",
      field(OTHER),
      krrPerson({ mobile: channel(MOBILE, { updatedAt: monthsAgo(19) }) }),
      WRITE,
    ],
    ["A.7", "krr-invalid", field(OTHER), krrPerson({ mobile: channel("ukjent") }), WRITE],
    ["SY3", "unchanged", fromKrr(MOBILE), KRR, WRITE],
  ])("%s: «%s» (case %#)", (_product, result, held, word, policy) => {
    const { writes, tally } = plan(withMobile(held), word, policy);
    expect(tally.fields.mobile).toEqual({ [result]: 1 });
    expect(
      writes.flatMap(({ changes }) => changes.filter(({ change }) => change.field === "mobile")),
    ).toEqual([]);
  });

  test("where the register lets nobody write the field, and it differs: «read-only»", () => {
    const capabilities = { writable: new Set(["email"] as const), holdsOrigin: true, holdsOptOut: true };
    const { writes, tally } = plan(withMobile(field(OTHER)), KRR, { ...WRITE, capabilities });
    expect(writes).toEqual([]);
    expect(tally.fields.mobile).toEqual({ "read-only": 1 });
  });

  test("of whoever is no longer active: «not-active», in both channels", () => {
    const { writes, tally } = plan(record({ mobile: field(OTHER) }, { status: "inactive" }));
    expect(writes).toEqual([]);
    expect(tally.fields).toEqual({ mobile: { "not-active": 1 }, email: { "not-active": 1 } });
  });
});

describe("when KRR has deleted a person", () => {
  test("N11: what came from KRR goes, and what was typed by hand stays", () => {
    const held = record({ mobile: fromKrr(MOBILE), email: field(OTHER_EMAIL) });
    const { writes } = plan(held, DELETED);
    expect(writes.flatMap(({ changes }) => changes.map(({ change }) => change))).toEqual([
      { field: "mobile", value: null, origin: "krr" },
    ]);
  });
});

describe("whoever KRR gave no word on", () => {
  test.each<[string, readonly KrrWord[]]>([
    ["the word is none", [null]],
    ["KRR did not answer at all", []],
  ])("has no write and counts as not looked up: %s", (_why, words) => {
    expect(planSync([member(withMobile(field(OTHER)))], words, WRITE, NOW)).toEqual({
      writes: [],
      tally: { ...EMPTY_TALLY, read: 1, notLookedUp: 1 },
    });
  });

  test("does not shift the words of the others", () => {
    const members = ["first", "second", "third"].map((personId) =>
      member(record({ email: fromKrr(EMAIL) }, { personId })),
    );
    const words = [KRR, null, krrPerson({ mobile: channel(OTHER) })];
    const { writes } = planSync(members, words, WRITE, NOW);
    expect(writes.map(({ personId, changes }) => [personId, changes[0]?.change.value])).toEqual([
      ["first", MOBILE],
      ["third", OTHER],
    ]);
  });

  test("is another one than whoever KRR does not know, who is looked up and counted", () => {
    const { tally } = plan(record(), krrPerson({}, { status: "not-registered" }));
    expect(tally).toMatchObject({ lookedUp: 1, notLookedUp: 0, notRegistered: 1 });
  });

  test("is another one than whoever KRR has deleted, whom it knows", () => {
    expect(plan(record(), DELETED).tally).toMatchObject({ lookedUp: 1, notLookedUp: 0, notRegistered: 0 });
  });
});

describe("address protection", () => {
  const leftOut: SyncPolicy = { ...WRITE, exceptedGrades: new Set(["confidential"]) };

  test.each(PROTECTION_GRADES)("R-14: stops no update by itself: %s", (grade) => {
    expect(planSync([withGrade(grade)], [KRR], WRITE, NOW).writes).toHaveLength(1);
  });

  test("R-14: of a grade that the municipality leaves out stops every update, and counts as opted out", () => {
    const { writes, tally } = planSync([withGrade("confidential")], [KRR], leftOut, NOW);
    expect(writes).toEqual([]);
    expect(tally.fields).toEqual({ mobile: { "opted-out": 1 }, email: { "opted-out": 1 } });
  });

  test("R-14: keeps the values of a person whom KRR has deleted, where the grade is left out", () => {
    const who = member(record({ mobile: fromKrr(MOBILE) }), { protection: "confidential" });
    expect(planSync([who], [DELETED], leftOut, NOW).writes).toEqual([]);
  });

  test("R-14: of another grade stops no update", () => {
    expect(planSync([withGrade("strictly-confidential")], [KRR], leftOut, NOW).writes).toHaveLength(1);
  });
});

describe("what the breaker's shares are shares of", () => {
  test.each<[held: number, why: string, contact: Partial<Record<"mobile" | "email", ContactField>>]>([
    [2, "two values", { mobile: field(OTHER), email: fromKrr(EMAIL) }],
    [0, "empty fields", { mobile: field(null), email: field("  ") }],
    [1, "one that is opted out", { mobile: field(OTHER, { optedOut: true }), email: field(OTHER_EMAIL) }],
  ])("counts %i: %s", (held, _why, contact) => {
    expect(plan(record(contact)).tally.held).toBe(held);
  });

  test("leaves out whoever is no longer active", () => {
    expect(plan(record({ mobile: field(OTHER) }, { status: "inactive" })).tally.held).toBe(0);
  });
});
