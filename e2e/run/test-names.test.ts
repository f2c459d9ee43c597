import { expect, test } from "vitest";
import { testNames } from "./test-names.ts";

const namesIn = (source: string) => testNames(source, "x.test.ts");

test.each([
  ["a test", `test("a (AA1)", () => {});`],
  ["a group", `describe("a (AA1)", () => {});`],
  ["a test in a group", `describe.concurrent("group", () => { it.skipIf(x)("a (AA1)", f); });`],
  ["a test of a table", `test.each(rows)("a (AA1)", f);`],
  ["a name with something in it", "test(`a ${b} (AA1)`, f);"],
  ["a table's first column", `test.each([["a (AA1)", 1]] as const)("%s", f);`],
  ["a table of objects", `test.each([{ x: 1, name: "a (AA1)" }])("$name", f);`],
  ["a list", `it.each(["a (AA1)"])("%s", f);`],
  ["a table with a name of its own", `const T: X[] = [["a (AA1)", 1]]; test.each(T)("%s", f);`],
])("takes the name of %s", (_what, source) => {
  expect(namesIn(source).join()).toContain("(AA1)");
});

test.each([
  ["a comment", `// test("a (AA1)", f);\n/** "b (AA1)" */\ntest("c", f);`],
  ["what is expected", `test("c", () => { expect(x, "a (AA1)").toBe("b (AA1)"); });`],
  ["any other text", `const a = "a (AA1)"; test("c", () => { step("b (AA1)"); });`],
  ["a column further on", `test.each([["c", "a (AA1)"]])("%s", f);`],
  ["a member of another name", `test.each([{ name: "c", why: "a (AA1)" }])("$name", f);`],
  ["a table that no test has", `const T = [["a (AA1)", 1]]; test("c", f);`],
])("takes no name from %s", (_what, source) => {
  expect(namesIn(source).join()).not.toContain("AA1");
});
