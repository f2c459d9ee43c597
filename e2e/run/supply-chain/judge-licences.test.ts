import { describe, expect, it } from "vitest";
import { judgeLicences, licenceLines, parseLicences } from "./judge-licences.ts";
import { LICENCE_RULES } from "./licence-rules.ts";

const packages = (...names: string[]) => names.map((name) => ({ name, versions: ["1.0.0"] }));
const MIT = { MIT: packages("hono") };

describe("the licences of what we use (SC10)", () => {
  it("are allowed where each is on the list", () => {
    const outcome = judgeLicences({ all: { ...MIT, ISC: packages("ini") }, delivered: MIT }, LICENCE_RULES);
    expect(outcome).toMatchObject({ passed: 1, failed: 0 });
  });

  it.each(["GPL-3.0", "AGPL-3.0-only", "Unknown", "SEE LICENSE IN LICENSE.md", "BUSL-1.1"])(
    "are refused where one is %s, with the package's name",
    (licence) => {
      const all = { ...MIT, [licence]: packages("copied", "left") };
      const outcome = judgeLicences({ all, delivered: MIT }, LICENCE_RULES);
      expect(outcome).toMatchObject({ passed: 0, failed: 2 });
      expect(outcome.output).toContain(`copied has «${licence}».`);
    },
  );

  it("may ask for published changes in a tool, but not in what is delivered", () => {
    const all = { ...MIT, "MPL-2.0": packages("axe-core") };
    expect(judgeLicences({ all, delivered: MIT }, LICENCE_RULES)).toMatchObject({ passed: 1, failed: 0 });
    const outcome = judgeLicences({ all, delivered: all }, LICENCE_RULES);
    expect(outcome).toMatchObject({ passed: 0, failed: 1, output: "axe-core is delivered under «MPL-2.0»." });
  });

  it("are not taken for allowed where none was found", () => {
    expect(judgeLicences({ all: MIT, delivered: {} }, LICENCE_RULES)).toMatchObject({ passed: 0, failed: 1 });
  });

  it("are read from what pnpm lists, and from nothing else", () => {
    const listed = JSON.stringify({ MIT: [{ name: "hono", versions: ["4.0.0"], paths: ["…"] }] });
    expect(licenceLines(parseLicences(`npm warn of something\n${listed}`))).toEqual(["MIT (1): hono 4.0.0"]);
    expect(() => parseLicences("No licenses found")).toThrow("expected record");
  });
});
