import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { NationalId } from "./national-id.ts";

const SYNTHETIC = "15848730022";

/** The id behind digits that a test knows to be valid. */
function id(digits: string): NationalId {
  const parsed = NationalId.parse(digits);
  if (parsed === null) throw new Error("the example is no valid id");
  return parsed;
}

describe("what is taken for a national id", () => {
  test.each([
    ["a synthetic id", SYNTHETIC],
    ["a synthetic D-number", "55848700028"],
    ["an id with a leading zero", "05819000001"],
  ])("takes %s", (_what, digits) => {
    expect(NationalId.parse(digits)?.reveal()).toBe(digits);
  });

  test.each([
    ["a wrong last check digit", "15848730023"],
    ["a wrong first check digit", "15848730032"],
    ["the 30th of February with right check digits", "30828700010"],
    ["ten digits", "1584873002"],
    ["twelve digits", "158487300222"],
    ["a space inside", "158487 30022"],
    ["a line break behind", "15848730022\n"],
    ["digits of another script", "１５８４８７３００２２"],
    ["nothing", ""],
  ])("refuses %s", (_what, digits) => {
    expect(NationalId.parse(digits)).toBeNull();
  });

  test.each([[15_848_730_022], [null], [undefined], [[SYNTHETIC]], [{ toString: () => SYNTHETIC }]])(
    "refuses what is no text (case %#)",
    (value) => {
      expect(NationalId.parse(value)).toBeNull();
    },
  );

  test("refuses each of the digits exchanged for another", () => {
    for (let place = 0; place < SYNTHETIC.length; place += 1) {
      const other = (Number(SYNTHETIC[place]) + 1) % 10;
      const altered = SYNTHETIC.slice(0, place) + String(other) + SYNTHETIC.slice(place + 1);
      expect(NationalId.parse(altered), `digit ${String(place + 1)}`).toBeNull();
    }
  });
});

describe("the digits stay inside", () => {
  test.each<[string, (value: NationalId) => string]>([
    ["String()", (value) => String(value)],
    ["a template", (value) => String.raw`person ${value}`],
    ["string concatenation", (value) => ["person ", value].join("")],
    ["JSON", (value) => JSON.stringify({ person: value, list: [value] })],
    ["util.inspect", (value) => inspect({ person: value }, { depth: null, showHidden: true })],
    ["util.inspect with getters", (value) => inspect(value, { getters: true, showProxy: true })],
    ["its own properties", (value) => Reflect.ownKeys(value).concat(Object.values(value)).join()],
    ["a copy", (value) => JSON.stringify([Object.assign({}, value), structuredClone(value)])],
    ["an error message", (value) => new Error(`no such person: ${String(value)}`).stack ?? ""],
  ])("in %s", (_where, show) => {
    expect(show(id(SYNTHETIC))).not.toContain(SYNTHETIC);
    expect(show(id(SYNTHETIC))).not.toMatch(/\d{5}/);
  });
});

test("takes no number of a hospital for a person's", () => {
  expect(NationalId.parse("01419010029")).toBeNull();
});
