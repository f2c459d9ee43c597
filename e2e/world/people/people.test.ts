import { fnr } from "@navikt/fnrvalidator";
import { expect, test } from "vitest";
import { households } from "./households.ts";
import { people } from "./people.ts";

const now = new Date("2026-11-22T09:00:00Z");
const everyone = people(now);

test("every named person has a synthetic id with valid check digits", () => {
  for (const { key, nationalId } of everyone) {
    expect(fnr(nationalId).status, key).toBe("valid");
    expect(Number(nationalId.slice(2, 4)), key).toBeGreaterThan(80);
  }
});

test("one person has a D-number", () => {
  expect(everyone.filter(({ nationalId }) => nationalId >= "4")).toHaveLength(1);
});

test("no two persons share a key or an id", () => {
  expect(new Set(everyone.map(({ key }) => key)).size).toBe(everyone.length);
  expect(new Set(everyone.map(({ nationalId }) => nationalId)).size).toBe(everyone.length);
});

test("no two records of a register share a person id", () => {
  const ids = everyone
    .flatMap(({ school, kindergarten }) => [...school, ...kindergarten])
    .map((entry) => entry.personId);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(Array.from({ length: 18 }, (_, index) => `P${index + 1}`))("somebody shows state %s", (state) => {
  expect(everyone.some(({ states }) => states.includes(state))).toBe(true);
});

test("what is expired stays expired when the world starts later", () => {
  const later = people(new Date("2029-02-28T12:00:00Z")).find(({ key }) => key === "utlopt-begge");
  expect(later?.krr?.mobile?.verifiedAt?.toISOString()).toBe("2027-07-28T12:00:00.000Z");
});

test("the kindergarten spells the school's values in its own way", () => {
  const kari = everyone.find(({ key }) => key === "kari");
  expect(kari?.school[0]?.contact.mobile.value).toBe("912 34 567");
  expect(kari?.kindergarten[0]?.contact.mobile.value).toBe("+4791234567");
  expect(kari?.kindergarten[0]?.contact.email.value).toBe("Kari.normann@Example.no");
});

test("the same seed gives the same households", () => {
  expect([...households({ count: 50, now, seed: 7 })]).toEqual([...households({ count: 50, now, seed: 7 })]);
});

test("another seed gives other households", () => {
  expect([...households({ count: 50, now, seed: 7 })]).not.toEqual([
    ...households({ count: 50, now, seed: 8 }),
  ]);
});

test("households have valid ids of their own", () => {
  const taken = new Set([...households({ count: 3, now })].map(({ nationalId }) => nationalId));
  const ids = [...households({ count: 200, now, taken })].map(({ nationalId }) => nationalId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => fnr(id).status !== "valid" || taken.has(id))).toEqual([]);
});
