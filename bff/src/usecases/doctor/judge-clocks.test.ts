import { describe, expect, it } from "vitest";
import { SCHOOL } from "../../domain/testing/examples.ts";
import { judgeClocks } from "./judge-clocks.ts";
import { facts, troubles } from "./testing/facts.ts";

const clocks = (more: Readonly<Record<string, number>>) => ({ clocks: new Map(Object.entries(more)) });

describe("the clocks", () => {
  it("blame this machine when the others agree against it (TM1)", () => {
    const off = clocks({ idporten: -15, maskinporten: -15, krr: -15, database: 0 });
    expect(troubles(off)).toEqual([
      { who: "platform", sentence: expect.stringMatching(/^Our clock is 15 s ahead of the 4/) },
      { who: "platform", sentence: expect.stringMatching(/^Its clock is 15 s ahead of that of the others/) },
    ]);
  });

  it("blame the one that stands alone, and name who runs it", () => {
    const off = clocks({ idporten: 0, maskinporten: 0, [SCHOOL.id]: -20 });
    expect(troubles(off)).toEqual([
      { who: "register-vendor", sentence: "Its clock is 20 s behind that of the others." },
    ]);
  });

  it("do not blame this machine when only two tell the time and disagree", () => {
    expect(troubles(clocks({ idporten: 0, maskinporten: 12 }))).toEqual([
      { who: "digdir", sentence: "Its clock is 12 s ahead of that of the others." },
    ]);
  });

  it.each([4, -4])("are in order within a few seconds (%i s)", (seconds) => {
    const judged = judgeClocks(facts(clocks({ idporten: seconds, maskinporten: seconds })));
    expect(judged.map(({ state }) => state)).toEqual(["well"]);
  });

  it.each([8, -8])("are worth a note before Maskinporten refuses us (%i s, TM1)", (seconds) => {
    const judged = judgeClocks(facts(clocks({ idporten: seconds, maskinporten: seconds })));
    expect(judged.map(({ state }) => state)).toEqual(["note"]);
  });

  it("cannot be compared where nobody answers", () => {
    expect(troubles(clocks({}))).toEqual([{ who: "nobody", sentence: "Nobody has told us the time." }]);
  });
});
