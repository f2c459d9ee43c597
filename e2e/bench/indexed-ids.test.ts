import { fnr } from "@navikt/fnrvalidator";
import { expect, test } from "vitest";
import { idOf, indexOf, MOST_PERSONS } from "./indexed-ids.ts";

const EVERY_97TH = Array.from({ length: Math.floor(MOST_PERSONS / 97) }, (_, step) => step * 97);

test("there are ids for a million and a half", () => {
  expect(MOST_PERSONS).toBeGreaterThanOrEqual(1_500_000);
  expect(() => idOf(MOST_PERSONS)).toThrow("There are not so many persons");
});

test("every id is synthetic, with valid check digits", () => {
  const ids = [...EVERY_97TH, MOST_PERSONS - 1].map(idOf);
  expect(ids.filter((id) => fnr(id).status !== "valid" || Number(id.slice(2, 4)) <= 80)).toEqual([]);
});

test("every id tells its index, so that no two are alike", () => {
  expect(EVERY_97TH.filter((index) => indexOf(idOf(index)) !== index)).toEqual([]);
});

test.each(["", "1583872023", "15838720231x", "99999999999", "01817000000", "abcdefghijk"])(
  "no index belongs to «%s»",
  (text) => {
    expect(indexOf(text)).toBeNull();
  },
);
