import { expect, test } from "vitest";
import { PRODUCT_ROWS } from "./product-rows.ts";
import { STATES } from "./states.ts";
import { EVERYTHING_TOLD, type Told } from "./told.ts";

test("every row of the product's states is shown by at least one state", () => {
  const shown = new Set(STATES.flatMap(({ shows }) => shows));
  expect(PRODUCT_ROWS.filter((row) => !shown.has(row))).toEqual([]);
});

/** What no state is about, and why. */
const NOT_SHOWN: Partial<Record<Told, string>> = {
  "work phone person-not-held":
    "The page names such a register only where no other holds the person, and offers no work phone there.",
};

test("everything that the portal's API can tell is shown by at least one state, or there is a reason why not", () => {
  const told = new Set<string>([...STATES.flatMap(({ tells = [] }) => tells), ...Object.keys(NOT_SHOWN)]);
  expect(EVERYTHING_TOLD.filter((each) => !told.has(each))).toEqual([]);
});

test("an id names one state alone, and is fit for the name of a file", () => {
  const ids = STATES.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
});
