import { describe, expect, test } from "vitest";
import { presentPerson as presentInKrr } from "../world/krr/present-person.ts";
import { presentPerson as presentInRegister } from "../world/registers/present-person.ts";
import { benchDates } from "./bench-dates.ts";
import { krrEntryOf, kindOf, registerEntryOf } from "./bench-people.ts";
import type { Kind } from "./bench-people.ts";
import { idOf, indexOf } from "./indexed-ids.ts";
import { personTexts } from "./person-text.ts";

const now = new Date("2026-11-22T00:00:00Z");
const dates = benchDates(now);
const texts = personTexts(dates);
const HOLDS = { origin: true, krrOptOut: true, workPhone: true };
const FIRST_OF_EACH: readonly (readonly [Kind, number])[] = [
  ["changed", 200],
  ["empty", 202],
  ["opted-out", 204],
  ["not-registered", 205],
  ["equal", 206],
  ["equal", 1_499_999],
];

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(FIRST_OF_EACH)("%s, for example person %i", (kind, index) => {
  test("is what the others of its kind are", () => {
    expect(kindOf(index)).toBe(kind);
  });
  test("stands in the register as the simulated registers would tell it", () => {
    const told: unknown = JSON.parse(texts.inRegister(index));
    const entry = registerEntryOf(index, dates);
    expect(told).toEqual(asJson(presentInRegister({ entry, etag: "1" }, HOLDS)));
  });
  test("stands in KRR as the simulated KRR would tell it", () => {
    const store = {
      find: (id: string) => krrEntryOf(indexOf(id) ?? -1, dates),
      isDuplicated: () => false,
    };
    const unlocked = { contact: true, digitalPost: false };
    const told: unknown = JSON.parse(texts.inKrr(idOf(index), index));
    expect(told).toEqual(presentInKrr(idOf(index), { store, unlocked, now, filterExpired: true }));
  });
});

test("of a thousand persons 970 are equal, ten have another number, ten none, five are opted out, five not in KRR", () => {
  const counts = Object.groupBy(
    Array.from({ length: 1000 }, (_, index) => kindOf(index)),
    (kind) => kind,
  );
  expect(Object.entries(counts).map(([kind, list]) => [kind, list.length])).toEqual([
    ["changed", 10],
    ["empty", 10],
    ["opted-out", 5],
    ["not-registered", 5],
    ["equal", 970],
  ]);
});

test("an equal person has the same values and dates in both", () => {
  const { contact } = registerEntryOf(206, dates);
  const krr = krrEntryOf(206, dates);
  expect(contact.mobile).toMatchObject({
    origin: "krr",
    value: krr?.mobile?.value,
    originUpdatedAt: krr?.mobile?.updatedAt,
    originVerifiedAt: krr?.mobile?.verifiedAt,
  });
});
