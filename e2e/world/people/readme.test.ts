import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { people } from "./people.ts";
import { personTable } from "./person-table.ts";

const README = new URL("../../../README.md", import.meta.url);

async function tableUnder(heading: string): Promise<string> {
  const [, section = ""] = (await readFile(README, "utf8")).split(`\n## ${heading}\n`);
  const [own = ""] = section.split("\n## ");
  return own
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .join("\n");
}

test("the README names every test person with what is special, and nobody else", async () => {
  expect(await tableUnder("Test persons")).toBe(personTable(people(new Date())));
});

test("a bar in a text stays within its cell", () => {
  const name = { given: "Ola", middle: null, family: "Li" };
  expect(personTable([{ name, special: "a|b" }])).toContain(String.raw`| Ola Li | a\|b |`);
});
