import { expect, test } from "vitest";
import { PRODUCT_ROWS } from "./product-rows.ts";
import { STATES } from "./states.ts";

test("every row of the product's states is shown by at least one state", () => {
  const shown = new Set(STATES.flatMap(({ shows }) => shows));
  expect(PRODUCT_ROWS.filter((row) => !shown.has(row))).toEqual([]);
});

test("an id names one state alone, and is fit for the name of a file", () => {
  const ids = STATES.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});
