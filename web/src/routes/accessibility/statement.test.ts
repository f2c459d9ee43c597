import { expect, test } from "vitest";
import { TESTED_AT } from "./statement.ts";

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

test("never tells of a test that is more than a year old, nor of one that is still to come", () => {
  const age = Date.now() - Date.parse(TESTED_AT);
  expect(age).toBeGreaterThanOrEqual(0);
  expect(age).toBeLessThanOrEqual(YEAR_MS);
});
