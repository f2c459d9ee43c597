import { expect, test } from "vitest";
import { parseKrrTime } from "./krr-time.ts";

test.each([
  ["2023-06-29T10:14:52+02", "2023-06-29T08:14:52.000Z"],
  ["2023-12-29T10:14:52+01", "2023-12-29T09:14:52.000Z"],
  ["2023-08-05T10:45:15.768Z", "2023-08-05T10:45:15.768Z"],
  ["2014-02-25T13:08:00.000+01:00", "2014-02-25T12:08:00.000Z"],
  ["2023-06-29T10:14:52-02", "2023-06-29T12:14:52.000Z"],
])("reads %s (national-registers A.6)", (text, utc) => {
  expect(parseKrrTime(text)?.toISOString()).toBe(utc);
});

test.each([
  "2023-06-29",
  "2023-06-29T10:14:52",
  "2023-06-29T10:14+02",
  "2023-13-29T10:14:52Z",
  "2023-06-29T25:14:52Z",
  "2023-06-29T10:14:52+99",
  " 2023-06-29T10:14:52Z",
  "29.06.2023 10:14",
  "1688026492000",
  "i går",
  "",
])("makes no date of «%s»", (text) => {
  expect(parseKrrTime(text)).toBeNull();
});

test("takes a day that does not exist for no date", () => {
  expect(parseKrrTime("2023-02-30T10:00:00+01")).toBeNull();
});
