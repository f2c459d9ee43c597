import { expect, test } from "vitest";
import { people } from "../world/people/people.ts";
import type { CanaryKind } from "./ledger.ts";
import { canariesOf, contactCanaries } from "./people-canaries.ts";

const everyone = people(new Date("2026-11-22T09:00:00Z"));

function valuesOf(key: string, kind: CanaryKind): string[] {
  const person = everyone.find((candidate) => candidate.key === key);
  if (person === undefined) throw new Error(`Nobody has the key ${key}`);
  const values = canariesOf(person, true).filter((canary) => canary.kind === kind);
  return [...new Set(values.map(({ value }) => value))];
}

test("a person's canaries are her id, her name and what each register holds", () => {
  expect(valuesOf("kari", "national id")).toEqual(["15838720231"]);
  expect(valuesOf("kari", "name")).toEqual(["Kari Normann Test", "Test, Kari Normann"]);
  expect(valuesOf("kari", "e-mail address")).toEqual(["kari.normann@example.no"]);
  expect(valuesOf("ulik", "phone number")).toEqual(
    expect.arrayContaining(["91234502", "40000002", "40000003"]),
  );
});

test("where a protected person's children go is a canary, and where everybody's go is none (AP5)", () => {
  expect(valuesOf("skjermet", "protected person's place")).toEqual(["Gjemmestedet oppvekstsenter"]);
  expect(valuesOf("skjermet", "protected person's child")).toHaveLength(1);
  expect(valuesOf("kari", "protected person's place")).toEqual([]);
});

test("nobody but the protected person has the place that is hers (AP5)", () => {
  const [place] = valuesOf("skjermet", "protected person's place");
  const there = everyone.filter(({ school, kindergarten }) =>
    [...school, ...kindergarten].some(({ relations }) =>
      relations.some((relation) => relation.place.unitName === place),
    ),
  );
  expect(there.map(({ key }) => key)).toEqual(["skjermet"]);
});

test.each([
  ["912 34 567", ["4791234567", "004791234567", "91234567"]],
  ["+4791234567", ["4791234567", "004791234567", "91234567"]],
  ["0047 40000022", ["4740000022", "004740000022", "40000022"]],
  ["+46 70 123 45 67", ["46701234567", "0046701234567"]],
  ["+47-1234", ["+47-1234"]],
  ["1234", []],
])("the number %s is looked for in every spelling, and short ones not at all", (written, spellings) => {
  expect(contactCanaries([written], true).map(({ value }) => value)).toEqual(spellings);
});

test("a generated person's number is looked for with its country's prefix alone", () => {
  expect(contactCanaries(["+4791100001"], false).map(({ value }) => value)).toEqual([
    "4791100001",
    "004791100001",
  ]);
});
