import { expect, it } from "vitest";
import { listPersons } from "./person-list.ts";

it("lists what is special about each person in one column", () => {
  const list = listPersons([
    { name: { given: "Kari", middle: "Prøve", family: "Normann" }, special: "alt er i orden" },
    { name: { given: "Ola", middle: null, family: "Li" }, special: "mangler e-post" },
  ]);
  expect(list.split("\n")).toEqual([
    "  Kari Prøve Normann  alt er i orden",
    "  Ola Li              mangler e-post",
  ]);
});
