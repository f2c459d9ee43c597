import { expect, test } from "vitest";
import { NATIONAL_ID } from "./testing/examples.ts";
import { withoutNationalIds } from "./without-national-ids.ts";

test.each([
  [NATIONAL_ID, "[id]"],
  [`person ${NATIONAL_ID}, ${NATIONAL_ID}.`, "person [id], [id]."],
  ["158487 30022", "[id]"],
  ["158487-30022", "[id]"],
  [`fs-${NATIONAL_ID}`, "fs-[id]"],
])("takes it out of %j", (text, expected) => {
  expect(withoutNationalIds(text, "[id]")).toBe(expected);
});

test.each([
  "15848730023",
  `1${NATIONAL_ID}`,
  `${NATIONAL_ID}0`,
  `+${NATIONAL_ID}`,
  "+4791234567",
  "fs-8812",
  "",
])("leaves %j alone, which is none", (text) => {
  expect(withoutNationalIds(text, "[id]")).toBe(text);
});
