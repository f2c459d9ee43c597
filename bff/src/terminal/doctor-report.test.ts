import { describe, expect, it } from "vitest";
import { about, type Finding } from "../domain/doctor/finding.ts";
import { doctorJson } from "./doctor-json.ts";
import { doctorReport } from "./doctor-report.ts";

const WELL = about("clocks", "this machine").well("Our clock goes with the others.");
const WRONG = about("krr", "look-ups").wrong(
  "municipality",
  "The municipality has not delegated the scope to us.",
);
const UNCHECKED = about("registers", "Flyt Skole").unchecked("There is no token.");
const NOTE = about("database", "schema").note("Migrations wait.");
const HOSTILE = about("registers", "Flyt\u001B[2J\u202ESkole").wrong(
  "register-vendor",
  "It\nsays 15838720231 \u009B31m.",
);
const ID = "15838720231";

const FORMS: readonly (readonly [string, (findings: readonly Finding[]) => string])[] = [
  ["the report", doctorReport],
  ["the JSON", doctorJson],
];

describe("the doctor's report", () => {
  it("begins with what asks for somebody, and says whom", () => {
    const report = doctorReport([WELL, NOTE, UNCHECKED, WRONG]);
    expect(report).toBe(`WRONG  KRR: look-ups
       The municipality has not delegated the scope to us.
       To act: the municipality, in Altinn.

?      Registers: Flyt Skole
       There is no token.

note   Database: schema
       Migrations wait.

ok     Clocks: this machine
       Our clock goes with the others.

Not well: 1 wrong, 1 not looked at because of that, 1 to know, 1 in order.
`);
  });

  it("says that all is well only where nothing is wrong or left out", () => {
    expect(doctorReport([WELL, NOTE])).toContain("All is well: 1 to know, 1 in order.");
    expect(doctorReport([WELL, UNCHECKED])).toContain("Not well: 0 wrong, 1 not looked at");
  });

  it("keeps to 100 columns", () => {
    const long = about("krr", "x".repeat(250)).wrong("digdir", "word ".repeat(100));
    for (const line of doctorReport([long]).split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe("the doctor's JSON", () => {
  it("has every finding, in their order, and says whether all is well", () => {
    expect(JSON.parse(doctorJson([WELL, WRONG]))).toEqual({
      version: 1,
      well: false,
      findings: [WELL, WRONG],
    });
    expect(JSON.parse(doctorJson([WELL]))).toMatchObject({ well: true });
  });
});

describe.each(FORMS)("what others have written, in %s,", (_name, form) => {
  it("neither gives orders to a terminal nor holds a national id (R-27)", () => {
    const text = form([HOSTILE]);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(text).not.toContain(ID);
  });
});
